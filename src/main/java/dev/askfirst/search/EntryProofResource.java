package dev.askfirst.search;

import dev.askfirst.export.EntryProofService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** That one entry is in the log, for anybody who has its bytes and the log's key. */
@Path("/v1/audit/entries/{id}/proof")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class EntryProofResource {

    private final Search search;
    private final EntryProofService proofs;

    EntryProofResource(Search search, EntryProofService proofs) {
        this.search = search;
        this.proofs = proofs;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @ForLimitedStaff
    public String proof(@PathParam("id") String id, @Context SecurityContext security) {
        search.require(id, Caller.of(security));
        return proofs.proof(id);
    }
}
