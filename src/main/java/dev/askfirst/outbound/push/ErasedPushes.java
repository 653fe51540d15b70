package dev.askfirst.outbound.push;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Terms;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells tools that somebody was erased (GDPR, Article 19). For that alone their address is kept, sealed and without
 * their id: until the tool confirms it, and for {@code askfirst.keep.pushes} at most.
 */
@ApplicationScoped
public class ErasedPushes {

    private static final Logger LOG = Logger.getLogger(ErasedPushes.class);

    private static final String TELL = """
            insert into push (id, target, point_id, sealed, says, reason, since, state, overtaken, rank, version, attempts,
                due_at, queued_at)
            values (:id, :target, :id, :sealed, 'no', 'erasure', :since, 'waiting', false, 0, 1, 0, %1$s, %1$s)""";
    private static final String OLD =
            "delete from push where sealed is not null and queued_at < %s - make_interval(secs => :kept)";

    private final CatalogService catalogs;
    private final PushPeople people;
    private final Vault vault;
    private final DataSource dataSource;
    private final Duration kept;
    private final Clock clock;

    ErasedPushes(
            CatalogService catalogs,
            PushPeople people,
            Vault vault,
            DataSource dataSource,
            Clock clock,
            @ConfigProperty(name = "askfirst.keep.pushes") Duration kept) {
        this.catalogs = catalogs;
        this.people = people;
        this.vault = vault;
        this.dataSource = dataSource;
        this.kept = kept;
        this.clock = clock;
    }

    /** In the transaction that erases them, while their addresses can still be read: the tools of whom they spoke to. */
    public void tell(Connection connection, Collection<UUID> erased, Terms terms, Instant at) throws SQLException {
        var catalog = catalogs.newest(connection);
        for (var target : catalog.document().pushes()) {
            if (!terms.spokenTo(target.controller())) continue;
            var schemes = catalog.schemesOf(target.channel()).orElse(Set.of());
            for (var contact : people.contacts(connection, erased, schemes)) tell(connection, target, contact, at);
        }
    }

    private void tell(Connection connection, PushTarget target, Contact contact, Instant at) throws SQLException {
        var id = UUID.randomUUID();
        Sql.of(TELL.formatted(clock.now()))
                .with("id", id)
                .with("target", target.id())
                .with("sealed", vault.wrap(contact.uri().getBytes(StandardCharsets.UTF_8), Ids.bytes(id)))
                .with("since", at)
                .update(connection);
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection()) {
            var lost = Sql.of(OLD.formatted(clock.now())).with("kept", kept).update(connection);
            if (lost > 0)
                LOG.warnf("%d addresses of people who were erased are deleted: their tools never confirmed it", lost);
        } catch (SQLException e) {
            LOG.warnf("old pushes could not be tidied: %s", e.getMessage());
        }
    }
}
