package dev.askfirst.platform.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Whatever is logged while the REST layer works on a request bears its name. */
@Provider
@PreMatching
class RequestIdInLogs implements ContainerRequestFilter {

    private final RoutingContext routing;

    RequestIdInLogs(RoutingContext routing) {
        this.routing = routing;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        RequestId.log(routing.response());
    }
}
