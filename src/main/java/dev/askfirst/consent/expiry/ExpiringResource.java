package dev.askfirst.consent.expiry;

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

/** Yeses that end by themselves, so that people can be asked in time. */
@Path("/v1/consents/expiring")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExpiringResource {

    private final ExpiringService expiring;

    ExpiringResource(ExpiringService expiring) {
        this.expiring = expiring;
    }

    @GET
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.SENDER})
    @ForLimitedStaff
    public ExpiringReply expiring(@BeanParam ExpiringRequest request, @Context SecurityContext security) {
        return expiring.list(request::checked, Caller.of(security));
    }
}
