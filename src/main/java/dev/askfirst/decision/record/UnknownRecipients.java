package dev.askfirst.decision.record;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Clock;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Remembers for 30 days whom permits were about whose controller they had never spoken to, so that a bounce can be told:
 * the entry names a stranger in a way that nothing leads back from. Kept alike for those we know and those we do not.
 */
@ApplicationScoped
public class UnknownRecipients {

    /** An address, sealed, under the permit it was for. */
    public record Row(UUID decision, String address, Instant at) {}

    private static final Logger LOG = Logger.getLogger(UnknownRecipients.class);

    private final Links links;
    private final DataSource dataSource;
    private final Clock clock;

    UnknownRecipients(Links links, DataSource dataSource, Clock clock) {
        this.links = links;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    public Row row(DecisionRecord recorded, Contact to) {
        return new Row(recorded.id(), links.sealContact(to), recorded.decidedAt());
    }

    public Optional<Contact> contact(Connection connection, UUID decision) throws SQLException {
        try (var select = connection.prepareStatement("select sealed from unmet_addressee where decision_id = ?")) {
            select.setObject(1, decision);
            var row = select.executeQuery();
            return row.next() ? links.openContact(row.getString(1)) : Optional.empty();
        }
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
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
