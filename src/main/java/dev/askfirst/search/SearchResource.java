package dev.askfirst.search;

import dev.askfirst.person.Accesses;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;

/** The record, newest first. Whoever looks is on record before anything is shown. */
@Path("/v1/audit/entries")
@RolesAllowed(Caller.COMPLIANCE)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SearchResource {

    private final Search search;
    private final Accesses accesses;

    SearchResource(Search search, Accesses accesses) {
        this.search = search;
        this.accesses = accesses;
    }

    @GET
    public Search.Result entries(@BeanParam SearchRequest request, @Context SecurityContext security) {
        var wanted = request.checked();
        var caller = Caller.of(security);
        wanted.person()
                .ifPresentOrElse(
                        it -> accesses.record(caller, it, "entries"), () -> accesses.recordList(caller, "entries"));
        try {
            return search.find(wanted);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be searched", e);
        }
    }
}
