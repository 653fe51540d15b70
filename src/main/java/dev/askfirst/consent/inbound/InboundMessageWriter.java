package dev.askfirst.consent.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.RevocationLaw;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.suppression.KnownContact;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.http.IdempotentResponses;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Preferences;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores inbound messages that only a human can understand. The log entry holds no text, so the text can be deleted.
 */
@ApplicationScoped
class InboundMessageWriter {

    /** An inbound message, and what was understood of it. */
    record Incoming(
            Contact from,
            List<ContactKeys.ContactKey> keys,
            InboundMessageRequest request,
            InboundWords.Understood understood,
            Caller by) {

        /** The telephone number that it came from, if it is one. */
        Optional<String> number() {
            return Optional.of(from).filter(it -> it.scheme().equals("tel")).map(Contact::value);
        }
    }

    /** The parts of an inbound message that are encrypted. */
    record Sealed(String from, String text) {}

    private record Written(InboundMessageReply reply, Optional<UUID> page) implements Transactions.Recorded {}

    private static final Sql INSERT = Sql.of("""
            insert into reply values (:id, :now, :controller, :channel, :understood, :point, :stranger, :by::jsonb,
                :evidence, :page, :slot, :due)""");
    private static final Sql INSERT_TEXT =
            Sql.of("insert into reply_text values (:id, :key, :version, :salt, :sealed)");

    private static final Sql INSERT_DUE =
            Sql.of("insert into due_reply (id, controller, due_at) values (:id, :controller, :due)");

    private final Transactions transactions;
    private final CatalogService catalogs;
    private final RevocationLaw law;
    private final Strangers strangers;
    private final Vault vault;
    private final ContactKeys keys;
    private final Clock clock;

    InboundMessageWriter(
            Transactions transactions,
            CatalogService catalogs,
            RevocationLaw law,
            Strangers strangers,
            Vault vault,
            ContactKeys keys,
            Clock clock) {
        this.catalogs = catalogs;
        this.law = law;
        this.transactions = transactions;
        this.strangers = strangers;
        this.vault = vault;
        this.keys = keys;
        this.clock = clock;
    }

    InboundMessageReply write(Incoming incoming, Optional<IdempotencyKey> key) {
        try {
            return attempt(incoming, key);
        } catch (SQLException e) {
            throw Outage.undecided("the reply could not be recorded durably", e);
        }
    }

    private InboundMessageReply attempt(Incoming incoming, Optional<IdempotencyKey> key) throws SQLException {
        Transactions.Work<Written> work =
                connection -> record(connection, incoming, key.map(it -> new IdempotentResponses(connection, it)));
        try {
            return transactions.run(work).reply();
        } catch (SQLException e) {
            // The same request came twice at the same time: the second one finds the reply to the first.
            if (Transactions.refusedData(e)) return transactions.run(work).reply();
            throw e;
        }
    }

    private Written record(Connection connection, Incoming incoming, Optional<IdempotentResponses> replies)
            throws SQLException {
        if (replies.isPresent()) {
            var earlier = replies.get().earlier(InboundMessageReply.class);
            if (earlier.isPresent()) return new Written(earlier.get().reply(), Optional.empty());
        }
        var now = clock.read(connection);
        var page = new Page(now);
        var reply = insert(connection, incoming, now, page);
        if (replies.isPresent()) replies.get().keep(new IdempotentResponses.Stored<>(true, reply), now);
        return new Written(reply, Optional.of(page.id()));
    }

    private InboundMessageReply insert(Connection connection, Incoming incoming, Instant now, Page page)
            throws SQLException {
        var id = Ids.at(now);
        var contactKeys =
                incoming.keys().stream().map(ContactKeys.ContactKey::key).toList();
        var somebody =
                KnownContact.by(connection, contactKeys).values().stream().findFirst();
        var stranger = somebody.isPresent()
                ? Optional.<UUID>empty()
                : Optional.of(strangers.at(now).of(contactKeys.getFirst()));
        var proof = new Evidence(
                        Evidence.Method.API, Map.of("text", incoming.request().text()))
                .sealed()
                .orElseThrow();
        var point = somebody.map(KnownContact::point);
        var due = due(connection, incoming, now, somebody);
        var entry =
                entry(incoming, id, due, now, proof.hash()).id("point", point).id("stranger", stranger);
        var slot = page.add(entry.text("understood", Json.text(incoming.understood())));
        page.insert(connection);
        INSERT.with("id", id)
                .with("now", now)
                .with("controller", incoming.request().controller())
                .with("channel", incoming.request().channel())
                .with("understood", incoming.understood())
                .with("point", point)
                .with("stranger", stranger)
                .with("by", SuppressionSource.of(incoming.by()).json())
                .with("evidence", HexFormat.of().parseHex(proof.hash()))
                .with("page", page.id())
                .with("slot", slot)
                .with("due", due)
                .update(connection);
        text(connection, incoming, id, proof.salt());
        if (due.isPresent()) {
            INSERT_DUE
                    .with("id", id)
                    .with("controller", incoming.request().controller())
                    .with("due", due)
                    .update(connection);
        }
        Outbox.add(connection, page.id(), told(incoming, id, due, somebody, now));
        return new InboundMessageReply(incoming.understood(), id, due);
    }

    /** By when a human must have looked at it; only where it may be a no. */
    private Optional<Instant> due(
            Connection connection, Incoming incoming, Instant now, Optional<KnownContact> somebody)
            throws SQLException {
        if (incoming.understood() != InboundWords.Understood.UNSURE) return Optional.empty();
        var preferences = somebody.map(it -> it.terms().preferences()).orElse(Preferences.NONE);
        var catalog = catalogs.newest(connection);
        return Optional.of(law.due(catalog, incoming.request().channel(), incoming.number(), preferences, now));
    }

    private void text(Connection connection, Incoming incoming, UUID id, byte[] salt) throws SQLException {
        var plain =
                Json.write(new Sealed(incoming.from().uri(), incoming.request().text()));
        var key = keys.filing(connection, List.of(incoming.keys())).current(incoming.keys());
        INSERT_TEXT
                .with("id", id)
                .with("key", key.key())
                .with("version", key.version())
                .with("salt", salt)
                .with("sealed", vault.wrap(plain.getBytes(StandardCharsets.UTF_8), Ids.bytes(id)))
                .update(connection);
    }

    private static Entry entry(Incoming incoming, UUID id, Optional<Instant> due, Instant now, String proof) {
        var entry = new Entry()
                .written("by", SuppressionSource.of(incoming.by()).json())
                .text("channel", incoming.request().channel())
                .text("controller", incoming.request().controller());
        due.ifPresent(it -> entry.time("due", it));
        return entry.text("evidence", proof).id("id", id).text("kind", "reply").time("made", now);
    }

    /** The changes for subscribers. They name the person only to a controller that they said something to before. */
    private static List<Change> told(
            Incoming incoming, UUID id, Optional<Instant> due, Optional<KnownContact> somebody, Instant now) {
        var received = Change.noData()
                .put("channel", incoming.request().channel())
                .put("understood", Json.text(incoming.understood()));
        var first = change(incoming, id, Change.Type.REPLY_RECEIVED, somebody, now, received);
        if (due.isEmpty()) return List.of(first);
        var data = Change.noData()
                .put("channel", incoming.request().channel())
                .put("reply", id.toString())
                .put("due", ConsentEvent.text(due.get()));
        return List.of(first, change(incoming, Ids.at(now), Change.Type.REPLY_DUE, somebody, now, data));
    }

    private static Change change(
            Incoming incoming,
            UUID id,
            Change.Type type,
            Optional<KnownContact> somebody,
            Instant now,
            ObjectNode data) {
        var controller = incoming.request().controller();
        var met = somebody.filter(it -> it.spokenTo().contains(controller));
        return new Change(
                id,
                type,
                met.map(KnownContact::person),
                met.map(KnownContact::version).orElse(0L),
                controller,
                List.of(),
                now,
                data);
    }
}
