package dev.askfirst.decision;

import dev.askfirst.person.Addressee;
import dev.askfirst.person.ContactKeys;
import dev.askfirst.person.HashOfValue;
import dev.askfirst.person.Link;
import dev.askfirst.person.Links;
import dev.askfirst.platform.Clock;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Remembers for 30 days whom permits were about whose controller they had never spoken to, so that a bounce can be told:
 * the entry names a stranger in a way that nothing leads back from. Kept alike for those we know and those we do not.
 */
@ApplicationScoped
class Unmet {

    /** An address, sealed, under the permit it was for. */
    record Row(UUID decision, String address, Instant at) {}

    private static final Logger LOG = Logger.getLogger(Unmet.class);

    private final Links links;
    private final DataSource dataSource;
    private final Clock clock;

    Unmet(Links links, DataSource dataSource, Clock clock) {
        this.links = links;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    Row row(Recorded recorded, Asked asked) {
        var matter = recorded.matter();
        var hash = new HashOfValue(ContactKeys.hash(asked.to()));
        var link = new Link(
                Link.Purpose.OUTCOME,
                new Addressee.AtHash(asked.to().scheme(), hash),
                recorded.controller(),
                matter.topic(),
                matter.channel(),
                LocalDate.EPOCH);
        return new Row(recorded.id(), links.seal(link), recorded.decidedAt());
    }

    Optional<Addressee> addressee(Connection connection, UUID decision) throws SQLException {
        try (var select = connection.prepareStatement("select sealed from unmet_addressee where decision_id = ?")) {
            select.setObject(1, decision);
            var row = select.executeQuery();
            if (!row.next()) return Optional.empty();
            return links.open(row.getString(1), Link.Purpose.OUTCOME).map(Link::addressee);
        }
    }

    @Scheduled(every = "1h", delayed = "10m")
    void forget() {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement(
                        "delete from unmet_addressee where at < %s - interval '30 days'".formatted(clock.now()))) {
            delete.executeUpdate();
        } catch (SQLException e) {
            LOG.warnf("could not forget whom permits were about: %s", e.getMessage());
        }
    }
}
