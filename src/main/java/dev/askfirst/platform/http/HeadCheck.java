package dev.askfirst.platform.http;

import dev.askfirst.platform.Fault;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses by name what no resource would see or could look up: an empty key, and NUL in the query. */
@Provider
class HeadCheck implements ContainerRequestFilter {

    private static final String KEY = "Idempotency-Key";

    @Override
    public void filter(ContainerRequestContext request) {
        var keys = request.getHeaders().get(KEY);
        if (keys != null && keys.stream().anyMatch(String::isBlank)) {
            throw Fault.invalid(KEY, "has 1 to " + IdempotencyKey.LONGEST + " characters; leave it out for none");
        }
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw Fault.invalid(name, "holds a character that cannot be kept (NUL)");
            }
        });
    }
}
