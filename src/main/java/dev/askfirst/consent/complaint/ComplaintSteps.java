package dev.askfirst.consent.complaint;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Records what humans do about complaints. Acknowledging or resolving ends what is due; saying the same again adds nothing.
 */
@ApplicationScoped
class ComplaintSteps {

    private record Written(Optional<UUID> page) implements Transactions.Recorded {}

    private record Before(ComplaintStep.Name step, Optional<String> outcome) {}

    private static final Sql BEFORE =
            Sql.of("select step, outcome from complaint_step where complaint_id = :complaint order by id");
    private static final Sql DONE = Sql.of("delete from due_complaint where id = :complaint");
    private static final Sql INSERT = Sql.of("""
            insert into complaint_step (id, made, complaint_id, step, outcome, by, evidence, page_id, slot)
            values (:id, :now, :complaint, :step, :outcome, :by::jsonb, :hash, :page, :slot)""");
    private static final Sql INSERT_TEXTS = Sql.of("insert into evidence values (:id, :salt, :texts::jsonb)");

    private final Transactions transactions;
    private final Clock clock;

    ComplaintSteps(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A fault if the complaint was resolved before, as something else. */
    void record(Complaint complaint, ComplaintStep step, Caller caller) {
        Transactions.Work<Written> work = connection -> new Written(record(connection, complaint, step, caller));
        try {
            attempt(work);
        } catch (SQLException e) {
            throw Outage.undecided("what was done about the complaint could not be recorded durably", e);
        }
    }

    private void attempt(Transactions.Work<Written> work) throws SQLException {
        try {
            transactions.run(work);
        } catch (SQLException e) {
            // Two did the same at once: the second one finds what the first one did.
            if (!Transactions.refusedData(e)) throw e;
            transactions.run(work);
        }
    }

    private Optional<UUID> record(Connection connection, Complaint complaint, ComplaintStep step, Caller caller)
            throws SQLException {
        var before = BEFORE.with("complaint", complaint.id())
                .list(
                        connection,
                        row -> new Before(
                                ComplaintStep.Name.valueOf(row.text("step").toUpperCase(Locale.ROOT)),
                                row.optionalText("outcome")));
        var wanted = step.outcome().map(Json::text);
        for (var done : before) {
            if (done.step() == ComplaintStep.Name.RESOLVED
                    && step.outcome().isPresent()
                    && !done.outcome().equals(wanted))
                throw Fault.of(ProblemCode.CONFLICT, "the complaint was resolved as something else");
            if (done.step() == step.name() || done.step() == ComplaintStep.Name.RESOLVED) return Optional.empty();
        }
        DONE.with("complaint", complaint.id()).update(connection);
        return Optional.of(insert(connection, complaint, step, caller, clock.read(connection)));
    }

    private UUID insert(Connection connection, Complaint complaint, ComplaintStep step, Caller caller, Instant now)
            throws SQLException {
        var page = new Page(now);
        var id = Ids.at(now);
        var texts = step.evidence().sealed().orElseThrow();
        var by = SuppressionSource.of(caller).json();
        var slot = page.add(entry(complaint, step, id, now, by, texts.hash()));
        page.insert(connection);
        INSERT.with("id", id)
                .with("now", now)
                .with("complaint", complaint.id())
                .with("step", step.name())
                .with("outcome", step.outcome().map(Json::text))
                .with("by", by)
                .with("hash", HexFormat.of().parseHex(texts.hash()))
                .with("page", page.id())
                .with("slot", slot)
                .update(connection);
        INSERT_TEXTS
                .with("id", id)
                .with("salt", texts.salt())
                .with("texts", texts.texts())
                .update(connection);
        Outbox.add(connection, page.id(), List.of(told(complaint, step, id, now)));
        return page.id();
    }

    private static Entry entry(Complaint complaint, ComplaintStep step, UUID id, Instant now, String by, String texts) {
        var entry = new Entry()
                .written("by", by)
                .id("complaint", complaint.id())
                .text("evidence", texts)
                .id("id", id)
                .text("kind", "complaint_step")
                .time("made", now);
        step.outcome().ifPresent(it -> entry.text("outcome", Json.text(it)));
        return entry.text("step", Json.text(step.name()));
    }

    private static Change told(Complaint complaint, ComplaintStep step, UUID id, Instant now) {
        var data = Change.noData().put("complaint", complaint.id().toString());
        step.outcome().ifPresent(it -> data.put("outcome", Json.text(it)));
        var type = step.name() == ComplaintStep.Name.RESOLVED
                ? Change.Type.COMPLAINT_RESOLVED
                : Change.Type.COMPLAINT_ACKNOWLEDGED;
        return new Change(id, type, Optional.empty(), 0, complaint.controller(), List.of(), now, data);
    }
}
