package dev.askfirst.consent.complaint;

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
import dev.askfirst.platform.Fault;
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

/** Records complaints. The log entry holds no text, so the text can be deleted. */
@ApplicationScoped
class ComplaintWriter {

    /** A complaint that was checked. */
    record Filed(Contact from, List<ContactKeys.ContactKey> keys, ComplaintRequest request, Caller by) {

        Optional<String> number() {
            return Optional.of(from).filter(it -> it.scheme().equals("tel")).map(Contact::value);
        }
    }

    /** The parts that are encrypted. */
    record Sealed(String from, String text) {}

    private record Written(ComplaintReply reply, Optional<UUID> page) implements Transactions.Recorded {}

    /** One on its way into the record. */
    private record Draft(
            Filed filed, UUID id, Instant now, Instant received, Instant due, Optional<KnownContact> somebody) {}

    private static final Sql INSERT = Sql.of("""
            insert into complaint values (:id, :now, :received, :controller, :due, :point, :stranger, :by::jsonb, :evidence,
                :page, :slot)""");
    private static final Sql INSERT_TEXT =
            Sql.of("insert into complaint_text values (:id, :key, :version, :salt, :sealed)");
    private static final Sql INSERT_DUE =
            Sql.of("insert into due_complaint (id, controller, due_at) values (:id, :controller, :due)");

    private final Transactions transactions;
    private final CatalogService catalogs;
    private final RevocationLaw law;
    private final Strangers strangers;
    private final Vault vault;
    private final ContactKeys keys;
    private final Clock clock;

    ComplaintWriter(
            Transactions transactions,
            CatalogService catalogs,
            RevocationLaw law,
            Strangers strangers,
            Vault vault,
            ContactKeys keys,
            Clock clock) {
        this.transactions = transactions;
        this.catalogs = catalogs;
        this.law = law;
        this.strangers = strangers;
        this.vault = vault;
        this.keys = keys;
        this.clock = clock;
    }

    ComplaintReply write(Filed filed, Optional<IdempotencyKey> key) {
        Transactions.Work<Written> work =
                connection -> record(connection, filed, key.map(it -> new IdempotentResponses(connection, it)));
        try {
            return attempt(work);
        } catch (SQLException e) {
            throw Outage.undecided("the complaint could not be recorded durably", e);
        }
    }

    private ComplaintReply attempt(Transactions.Work<Written> work) throws SQLException {
        try {
            return transactions.run(work).reply();
        } catch (SQLException e) {
            // The same request came twice at the same time: the second one finds the reply to the first.
            if (Transactions.refusedData(e)) return transactions.run(work).reply();
            throw e;
        }
    }

    private Written record(Connection connection, Filed filed, Optional<IdempotentResponses> replies)
            throws SQLException {
        if (replies.isPresent()) {
            var earlier = replies.get().earlier(ComplaintReply.class);
            if (earlier.isPresent()) return new Written(earlier.get().reply(), Optional.empty());
        }
        var now = clock.read(connection);
        var draft = draft(connection, filed, now);
        var page = new Page(now);
        insert(connection, draft, page);
        var reply = new ComplaintReply(draft.id(), draft.received(), draft.due());
        if (replies.isPresent()) replies.get().keep(new IdempotentResponses.Stored<>(true, reply), now);
        return new Written(reply, Optional.of(page.id()));
    }

    private Draft draft(Connection connection, Filed filed, Instant now) throws SQLException {
        var said = Optional.ofNullable(filed.request().receivedAt());
        if (said.filter(now.plus(Clock.SLACK)::isBefore).isPresent())
            throw Fault.invalid("receivedAt", "lies in the future");
        var received = said.filter(it -> !it.isAfter(now)).orElse(now);
        var somebody = KnownContact.at(connection, filed.keys());
        var preferences = somebody.map(it -> it.terms().preferences()).orElse(Preferences.NONE);
        var due = law.complaintDue(catalogs.newest(connection), filed.number(), preferences, received);
        return new Draft(filed, Ids.at(now), now, received, due, somebody);
    }

    private void insert(Connection connection, Draft draft, Page page) throws SQLException {
        var request = draft.filed().request();
        var point = draft.somebody().map(KnownContact::point);
        var stranger = point.isPresent()
                ? Optional.<UUID>empty()
                : Optional.of(strangers
                        .at(draft.now())
                        .of(draft.filed().keys().getFirst().key()));
        var proof = new Evidence(Evidence.Method.API, Map.of("text", request.text()))
                .sealed()
                .orElseThrow();
        var slot = page.add(entry(draft, proof.hash())
                .id("point", point)
                .time("received", draft.received())
                .id("stranger", stranger));
        page.insert(connection);
        INSERT.with("id", draft.id())
                .with("now", draft.now())
                .with("received", draft.received())
                .with("controller", request.controller())
                .with("due", draft.due())
                .with("point", point)
                .with("stranger", stranger)
                .with("by", SuppressionSource.of(draft.filed().by()).json())
                .with("evidence", HexFormat.of().parseHex(proof.hash()))
                .with("page", page.id())
                .with("slot", slot)
                .update(connection);
        text(connection, draft, proof.salt());
        INSERT_DUE
                .with("id", draft.id())
                .with("controller", request.controller())
                .with("due", draft.due())
                .update(connection);
        Outbox.add(connection, page.id(), List.of(told(draft)));
    }

    private void text(Connection connection, Draft draft, byte[] salt) throws SQLException {
        var filed = draft.filed();
        var plain = Json.write(new Sealed(filed.from().uri(), filed.request().text()));
        var key = keys.filing(connection, List.of(filed.keys())).current(filed.keys());
        INSERT_TEXT
                .with("id", draft.id())
                .with("key", key.key())
                .with("version", key.version())
                .with("salt", salt)
                .with("sealed", vault.wrap(plain.getBytes(StandardCharsets.UTF_8), Ids.bytes(draft.id())))
                .update(connection);
    }

    private static Entry entry(Draft draft, String proof) {
        return new Entry()
                .written("by", SuppressionSource.of(draft.filed().by()).json())
                .text("controller", draft.filed().request().controller())
                .time("due", draft.due())
                .text("evidence", proof)
                .id("id", draft.id())
                .text("kind", "complaint")
                .time("made", draft.now());
    }

    /** They are named only to a controller that they said something to before. */
    private static Change told(Draft draft) {
        var controller = draft.filed().request().controller();
        var met = draft.somebody().filter(it -> it.spokenTo().contains(controller));
        var data = Change.noData().put("complaint", draft.id().toString()).put("due", ConsentEvent.text(draft.due()));
        return new Change(
                draft.id(),
                Change.Type.COMPLAINT_DUE,
                met.map(KnownContact::person),
                met.map(KnownContact::version).orElse(0L),
                controller,
                List.of(),
                draft.now(),
                data);
    }
}
