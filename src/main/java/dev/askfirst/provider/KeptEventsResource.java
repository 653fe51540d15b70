package dev.askfirst.provider;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** Events that wait for a human, because nobody could tell what they mean or whom they are about. */
@Path("/v1/connections/{id}/kept")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class KeptEventsResource {

    public record AllKept(List<KeptEvent> events) {}

    private final CatalogService catalogs;
    private final ProviderEvents events;
    private final Accesses accesses;

    KeptEventsResource(CatalogService catalogs, ProviderEvents events, Accesses accesses) {
        this.catalogs = catalogs;
        this.events = events;
        this.accesses = accesses;
    }

    @GET
    public AllKept kept(@PathParam("id") String id, @Context SecurityContext security) {
        if (catalogs.newest().document().connections().stream()
                .noneMatch(it -> it.id().equals(id)))
            throw Fault.of(ProblemCode.NOT_FOUND, "there is no such connection");
        accesses.recordList(Caller.of(security), "provider_events");
        return new AllKept(events.kept(id));
    }
}
