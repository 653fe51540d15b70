package dev.askfirst.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.connection.ConnectionConfig;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.provider.adapter.ProviderEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Which events came before: each is written down before anything follows from it, and marked once that is on record. */
@ApplicationScoped
class ProviderEvents {

    /** Whether an event is new, came before, or has the id of another one. */
    enum Seen {
        NEW,
        /** It was written down, but what follows from it may not be on record: as after a crash. */
        BEGUN,
        DONE,
        OTHER
    }

    private record Row(boolean done, UUID fingerprint) {}

    private static final Sql SEEN = Sql.of("select done, fingerprint from provider_event where id = :id");
    private static final Sql DONE = Sql.of("update provider_event set done = true where id = :id");
    private static final Sql KEEP =
            Sql.of("update provider_event set done = true, sealed = :sealed, contact_key = :key where id = :id");

    private static final Sql KEPT = Sql.of("""
            select id, at, kind, sealed from provider_event where connection = :connection and sealed is not null and done
            order by at desc limit 100""");

    private final Sql insert;
    private final Sql old;
    private final DataSource dataSource;
    private final ContactKeys keys;
    private final Vault vault;
    private final ConnectionConfig config;

    ProviderEvents(DataSource dataSource, ContactKeys keys, Vault vault, Clock clock, ConnectionConfig config) {
        this.config = config;
        this.dataSource = dataSource;
        this.keys = keys;
        this.vault = vault;
        this.old = Sql.of(
                "delete from provider_event where at < %s - make_interval(secs => :kept)".formatted(clock.now()));
        this.insert = Sql.of("""
                insert into provider_event (id, at, connection, kind, done, fingerprint, contact_key)
                values (:id, %s, :connection, :kind, false, :fingerprint, :key) on conflict do nothing""".formatted(clock.now()));
    }

    static UUID id(String connection, String event) {
        return Ids.ofHash(Sha256.of("in\n" + connection + "\n" + event));
    }

    /**
     * Writes an event down.
     *
     * @param counted the address, if such events are counted
     */
    Seen begin(String connection, ProviderEvent event, Optional<Contact> counted) {
        var id = id(connection, event.id());
        var fingerprint = Ids.ofHash(Sha256.of(event.raw().toString()));
        return run(it -> write(it, new Fresh(id, connection, Json.text(event.kind()), fingerprint, counted)));
    }

    /** A token that is good for one request: whether this is that request. */
    boolean isOnce(String connection, String token, byte[] body) {
        var id = id(connection, "once\n" + token);
        var fingerprint = Ids.ofHash(Sha256.of(body));
        return run(it -> write(it, new Fresh(id, connection, "token", fingerprint, Optional.empty()))) != Seen.OTHER;
    }

    private record Fresh(UUID id, String connection, String kind, UUID fingerprint, Optional<Contact> counted) {}

    private Seen write(java.sql.Connection connection, Fresh fresh) throws SQLException {
        var written = insert.with("id", fresh.id())
                .with("connection", fresh.connection())
                .with("kind", fresh.kind())
                .with("fingerprint", fresh.fingerprint())
                .with("key", key(fresh.counted()))
                .update(connection);
        if (written == 1) return Seen.NEW;
        var row = SEEN.with("id", fresh.id())
                .first(connection, it -> new Row(it.flag("done"), it.id("fingerprint")))
                .orElseThrow();
        if (!row.fingerprint().equals(fresh.fingerprint())) return Seen.OTHER;
        return row.done() ? Seen.DONE : Seen.BEGUN;
    }

    private Optional<UUID> key(Optional<Contact> address) {
        return address.map(it -> keys.of(it).getFirst().key());
    }

    /** What follows from the event is on record. */
    void done(String connection, ProviderEvent event) {
        run(it -> DONE.with("id", id(connection, event.id())).update(it));
    }

    /** Nothing follows from it: it stays as it came, for a human, until whoever it is about is erased. */
    void keep(String connection, ProviderEvent event, Optional<Contact> about) {
        var id = id(connection, event.id());
        var raw = event.raw().toString().getBytes(StandardCharsets.UTF_8);
        run(it -> KEEP.with("id", id)
                .with("sealed", vault.wrap(raw, Ids.bytes(id)))
                .with("key", key(about))
                .update(it));
    }

    /** The newest that are kept for a human. */
    List<KeptEvent> kept(String connection) {
        return run(it -> KEPT.with("connection", connection)
                .list(
                        it,
                        row -> new KeptEvent(
                                row.id("id"),
                                row.time("at"),
                                row.text("kind"),
                                content(row.id("id"), row.bytes("sealed")))));
    }

    private JsonNode content(UUID id, byte[] sealed) {
        try {
            return Json.MAPPER.readTree(vault.unwrap(sealed, Ids.bytes(id)));
        } catch (IOException e) {
            throw Outage.undecided("an event could not be read", e);
        }
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        run(it -> old.with("kept", config.keep()).update(it));
    }

    private interface Work<R> {
        R on(java.sql.Connection connection) throws SQLException;
    }

    private <R> R run(Work<R> work) {
        try (var connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the event could not be recorded durably", e);
        }
    }
}
