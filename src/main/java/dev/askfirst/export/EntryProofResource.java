package dev.askfirst.export;

import dev.askfirst.log.LogProof;
import dev.askfirst.log.PublishedLog;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** That one entry is in the log, for anybody who has its bytes and the log's key. */
@Path("/v1/audit/entries/{id}/proof")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class EntryProofResource {

    private final DataSource dataSource;

    EntryProofResource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String proof(@PathParam("id") String id) {
        try (var connection = dataSource.getConnection()) {
            var place = place(connection, id)
                    .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "there is no entry with this id"));
            return proof(connection, place)
                    .orElseThrow(
                            () -> Fault.of(ProblemCode.UNDECIDED, "the entry is not sealed yet; that takes seconds"))
                    .text();
        } catch (SQLException e) {
            throw Outage.undecided("the proof could not be read", e);
        }
    }

    private static Optional<EntryTables.Place> place(Connection connection, String id) throws SQLException {
        if (id.matches("[1-9]\\d{0,17}")) return EntryTables.findCatalog(connection, Long.parseLong(id));
        var uuid = Ids.parse(id);
        return uuid.isPresent() ? EntryTables.find(connection, uuid.get()) : Optional.empty();
    }

    private static Optional<LogProof> proof(Connection connection, EntryTables.Place place) throws SQLException {
        var proofs = PublishedLog.holding(connection, place.page());
        return proofs.isPresent() ? proofs.get().proof(place.page(), place.slot()) : Optional.empty();
    }
}
