package dev.askfirst.export;

import dev.askfirst.log.LogProof;
import dev.askfirst.log.PublishedLog;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Proves that one entry is in the log, to anybody who has its bytes and the log's key. */
@ApplicationScoped
public class EntryProofService {

    private final DataSource dataSource;

    EntryProofService(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The proof as text, of an entry by its id or of a version of the catalog by its number. */
    public String proof(String id) {
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
