package dev.askfirst.export;

import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** That one entry is in the log, for anybody who has its bytes and the log's key. */
@Path("/v1/audit/entries/{id}/proof")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class EntryProofResource {

    private final EntryProofService proofs;

    EntryProofResource(EntryProofService proofs) {
        this.proofs = proofs;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String proof(@PathParam("id") String id) {
        return proofs.proof(id);
    }
}
