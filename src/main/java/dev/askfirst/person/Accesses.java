package dev.askfirst.person;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Records durably that staff look at people, before they see anything, and that senders open visits for them. People who
 * look at their own data are not recorded.
 */
@ApplicationScoped
public class Accesses {

    private record Access(
            UUID id, Instant at, ObjectNode by, Optional<String> controller, Optional<UUID> person, String what) {
        Entry entry() {
            var entry = new Entry().time("at", at).node("by", by);
            controller.ifPresent(it -> entry.text("controller", it));
            return entry.id("id", id)
                    .text("kind", "access")
                    .id("person", person)
                    .text("what", what);
        }
    }

    /** Who opens a visit for whom, with full rights at which controller. */
    public record VisitOf(Caller by, UUID person, String controller) {}

    /**
     * The person an access is about, looked up in the transaction that records it; empty for a list or an unknown
     * address.
     */
    private interface Whose {
        Optional<UUID> in(Connection connection) throws SQLException;
    }

    private record Written(Optional<UUID> page) implements Transactions.Recorded {}

    private static final Sql AT_POINT = Sql.of("select person_id from contact_point where point_id = :point");
    private static final Sql AT_KEYS =
            Sql.of("select person_id from contact_point where contact_key = any (:keys::uuid[])");
    private static final Sql INSERT = Sql.of("""
            insert into access (id, at, by, controller, person_id, what, page_id, slot)
            values (:id, :at, :by::jsonb, :controller, :person, :what, :page, :slot)""");

    private final Transactions transactions;
    private final Clock clock;

    Accesses(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * To be called before anything about the person is shown: without a record there is no answer.
     *
     * @param what a code for the part that is shown, such as {@code person} or {@code proof}
     */
    public void record(Caller by, UUID person, String what) {
        record(by, _ -> Optional.of(person), what);
    }

    /** The same for a list of several people: on record with what was listed, without a person. */
    public void recordList(Caller by, String what) {
        record(by, _ -> Optional.empty(), what);
    }

    /** The same for the person at this contact point; without a person if nobody has it any more. */
    public void recordPoint(Caller by, UUID point, String what) {
        record(by, connection -> owner(connection, AT_POINT.with("point", point)), what);
    }

    /** The same for the person at an address, by its keys; without a person if the address is unknown. */
    public void recordContact(Caller by, List<ContactKeys.ContactKey> keys, String what) {
        var ids = keys.stream().map(ContactKeys.ContactKey::key).toList();
        record(by, connection -> owner(connection, AT_KEYS.with("keys", ids)), what);
    }

    private static Optional<UUID> owner(Connection connection, Sql.Call call) throws SQLException {
        return call.first(connection, row -> row.id("person_id"));
    }

    private void record(Caller by, Whose whose, String what) {
        if (!by.isStaff()) return;
        try {
            transactions.run(connection -> write(connection, by, whose.in(connection), what));
        } catch (SQLException e) {
            throw Outage.undecided("your looking could not be recorded, so nothing is shown", e);
        }
    }

    private Written write(Connection connection, Caller by, Optional<UUID> person, String what) throws SQLException {
        var now = clock.read(connection);
        var access = new Access(Ids.at(now), now, by(by), Optional.empty(), person, what);
        return new Written(Optional.of(insert(connection, access)));
    }

    /**
     * Records, in the caller's own transaction, that a sender opens a visit of somebody's: with it, whoever it lets in
     * may say yes to this controller.
     *
     * @param id of the visit
     * @return the page that tells whether it came through
     */
    public UUID recordVisit(Connection connection, UUID id, Instant now, VisitOf visit) throws SQLException {
        var by = by(visit.by()).put("sender", visit.by().requireSender());
        return insert(
                connection,
                new Access(id, now, by, Optional.of(visit.controller()), Optional.of(visit.person()), "visit"));
    }

    private static ObjectNode by(Caller caller) {
        return Json.MAPPER.valueToTree(caller.asRecorded());
    }

    private static UUID insert(Connection connection, Access access) throws SQLException {
        var page = new Page(access.at());
        var slot = page.add(access.entry());
        page.insert(connection);
        insert(connection, access, page.id(), slot);
        return page.id();
    }

    private static void insert(Connection connection, Access access, UUID page, short slot) throws SQLException {
        INSERT.with("id", access.id())
                .with("at", access.at())
                .with("by", access.by().toString())
                .with("controller", access.controller())
                .with("person", access.person())
                .with("what", access.what())
                .with("page", page)
                .with("slot", slot)
                .update(connection);
    }
}
