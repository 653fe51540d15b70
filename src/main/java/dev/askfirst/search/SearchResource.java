package dev.askfirst.search;

import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** The record, newest first. */
@Path("/v1/audit/entries")
@RolesAllowed(Caller.COMPLIANCE)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SearchResource {

    private final Search search;

    SearchResource(Search search) {
        this.search = search;
    }

    @GET
    @ForLimitedStaff
    public Search.Result entries(@BeanParam SearchRequest request, @Context SecurityContext security) {
        return search.find(request.checked(), Caller.of(security));
    }
}
