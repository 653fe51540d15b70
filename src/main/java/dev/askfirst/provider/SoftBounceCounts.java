package dev.askfirst.provider;

import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.provider.adapter.ProviderEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** Counts messages that an address took not for now, whoever tells of them, and knows when there were too many by a rule of the catalog. */
@ApplicationScoped
public class SoftBounceCounts {

    private static final Sql COUNT = Sql.of("""
            select count(*) as n from provider_event
            where contact_key = any (:keys::uuid[]) and connection = :source and kind = :kind and at >= :since""");

    private final Sql insert;
    private final DataSource dataSource;
    private final ContactKeys keys;
    private final Clock clock;

    SoftBounceCounts(DataSource dataSource, ContactKeys keys, Clock clock) {
        this.dataSource = dataSource;
        this.keys = keys;
        this.clock = clock;
        this.insert = Sql.of("""
                insert into provider_event (id, at, connection, kind, done, fingerprint, contact_key)
                values (:id, %s, :source, :kind, true, :message, :key) on conflict do nothing""".formatted(clock.now()));
    }

    /**
     * Counts that a message was not delivered for now; the same message once.
     *
     * @param sender to whom a mail told of it
     * @param message the decision by which it went out
     * @return whether there were too many lately
     */
    public boolean isOneTooMany(String sender, UUID message, Contact address, Connection.SoftBounces rule) {
        // No connection has such an id.
        var source = "mail/" + sender;
        try (var connection = dataSource.getConnection()) {
            insert.with("id", ProviderEvents.id(source, message.toString()))
                    .with("source", source)
                    .with("kind", ProviderEvent.Kind.SOFT_BOUNCE)
                    .with("message", message)
                    .with("key", keys.of(address).getFirst().key())
                    .update(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the mail could not be recorded durably", e);
        }
        return areTooMany(source, address, rule);
    }

    /** Whether a source has told of so many at this address within so many days. */
    boolean areTooMany(String source, Contact address, Connection.SoftBounces rule) {
        var all = keys.of(address).stream().map(ContactKeys.ContactKey::key).toList();
        try (var connection = dataSource.getConnection()) {
            return COUNT.with("keys", all)
                            .with("source", source)
                            .with("kind", ProviderEvent.Kind.SOFT_BOUNCE)
                            .with("since", clock.read(connection).minus(Duration.ofDays(rule.days())))
                            .first(connection, row -> row.number("n"))
                            .orElse(0L)
                    >= rule.count();
        } catch (SQLException e) {
            throw Outage.undecided("the event could not be recorded durably", e);
        }
    }
}
