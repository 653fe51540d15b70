package dev.askfirst.decision.record;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps, for {@code askfirst.keep.unknown-recipients}, the addresses of permits about people who never said anything to the
 * controller, so that a bounce can suppress them: the entry has only a hash from which nothing leads back to the address. Known and unknown people
 * are treated alike.
 */
@ApplicationScoped
public class UnknownRecipients {

    /** An address, sealed, under the permit it was for. */
    public record Recipient(UUID decision, String address, Instant at) {}

    private static final Logger LOG = Logger.getLogger(UnknownRecipients.class);

    private static final Sql SEALED = Sql.of("select sealed from unknown_recipient where decision_id = :decision");

    private static final Sql FORGET = Sql.of("delete from unknown_recipient where at < :until");

    private final Links links;
    private final DataSource dataSource;
    private final Clock clock;
    private final Duration kept;

    UnknownRecipients(
            Links links,
            DataSource dataSource,
            Clock clock,
            @ConfigProperty(name = "askfirst.keep.unknown-recipients") Duration kept) {
        this.links = links;
        this.dataSource = dataSource;
        this.clock = clock;
        this.kept = kept;
    }

    public Recipient row(DecisionRecord recorded, Contact to) {
        return new Recipient(recorded.id(), links.sealContact(to), recorded.decidedAt());
    }

    public Optional<Contact> contact(Connection connection, UUID decision) throws SQLException {
        return SEALED.with("decision", decision)
                .first(connection, row -> row.text("sealed"))
                .flatMap(links::openContact);
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void forget() {
        try (var connection = dataSource.getConnection()) {
            FORGET.with("until", clock.read(connection).minus(kept)).update(connection);
        } catch (SQLException e) {
            LOG.warnf("could not forget whom permits were about: %s", e.getMessage());
        }
    }
}
