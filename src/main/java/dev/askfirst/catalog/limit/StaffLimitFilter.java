package dev.askfirst.catalog.limit;

import dev.askfirst.platform.security.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Asks of each request to the API whether it keeps to the limit of staff. The console asks for itself, with a page. */
final class StaffLimitFilter {

    private final StaffLimit limit;

    StaffLimitFilter(StaffLimit limit) {
        this.limit = limit;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request, ResourceInfo route) {
        if (StaffLimit.isConsole(request.getUriInfo().getPath())) return;
        if (request.getSecurityContext().getUserPrincipal() instanceof Caller caller)
            limit.require(caller, route.getResourceMethod());
    }
}
