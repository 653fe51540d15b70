package dev.askfirst.decision.outcome;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.contact.ReportedAddress;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.decision.record.Outcome;
import dev.askfirst.decision.record.OutcomeReply;
import dev.askfirst.decision.record.OutcomeRows;
import dev.askfirst.decision.record.UnknownRecipients;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.http.IdempotentResponses;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Records the outcomes of permits. An address that bounced, or whose owner complained, is suppressed. */
@ApplicationScoped
public class Outcomes {

    /** A sender's report of the outcome of one decision. */
    public record Report(UUID decision, OutcomeRequest.CheckedOutcome told, Caller by) {

        public static Report of(
                UUID decision, Outcome outcome, Optional<Instant> at, Optional<String> detail, Caller by) {
            return new Report(decision, new OutcomeRequest.CheckedOutcome(outcome, at, detail), by);
        }

        String sender() {
            return by.requireSender();
        }
    }

    private record Written(IdempotentResponses.Stored<OutcomeReply> reply, Optional<UUID> page)
            implements Transactions.Recorded {}

    private static final Sql INSERT = Sql.of("""
            insert into outcome values (:decision, :n, :id, :outcome, :made, :known, :by::jsonb, :point, :evidence, :page,
                :slot)""");
    private static final Sql INSERT_TEXTS = Sql.of("insert into evidence values (:id, :salt, :texts::jsonb)");

    private final Transactions transactions;
    private final Clock clock;
    private final CatalogService catalogs;
    private final ReportedAddress addresses;
    private final UnknownRecipients unknown;
    private final ContactKeys keys;

    Outcomes(
            Transactions transactions,
            Clock clock,
            CatalogService catalogs,
            ReportedAddress addresses,
            UnknownRecipients unknown,
            ContactKeys keys) {
        this.transactions = transactions;
        this.clock = clock;
        this.catalogs = catalogs;
        this.addresses = addresses;
        this.unknown = unknown;
        this.keys = keys;
    }

    /** Records the report, or finds that it was recorded before. */
    public IdempotentResponses.Stored<OutcomeReply> record(Report report, Optional<IdempotencyKey> key) {
        Transactions.Work<Written> work =
                connection -> write(connection, report, key.map(it -> new IdempotentResponses(connection, it)));
        try {
            return attempt(work).reply();
        } catch (SQLException e) {
            throw Outage.undecided("the outcome could not be recorded durably", e);
        }
    }

    private Written attempt(Transactions.Work<Written> work) throws SQLException {
        try {
            return transactions.run(work);
        } catch (SQLException e) {
            // Another report about the same decision was recorded at the same time: the second attempt finds it.
            if (Transactions.refusedData(e)) return transactions.run(work);
            throw e;
        }
    }

    private Written write(Connection connection, Report report, Optional<IdempotentResponses> replies)
            throws SQLException {
        if (replies.isPresent()) {
            var earlier = replies.get().earlier(OutcomeReply.class);
            if (earlier.isPresent()) return new Written(earlier.get(), Optional.empty());
        }
        var now = clock.read(connection);
        var decision = permit(connection, report.decision(), report.sender());
        var before = OutcomeRows.of(connection, report.decision());
        var same = before.stream()
                .filter(it -> it.outcome() == report.told().outcome())
                .findFirst();
        if (same.isPresent())
            return kept(new IdempotentResponses.Stored<>(false, same.get()), replies, now, Optional.empty());
        follows(report, before);
        var made = made(report, decision, now);
        var page = new Page(now);
        var reply = insert(connection, new NewOutcome(report, decision, (short) (before.size() + 1), made, now), page);
        suppress(connection, report, decision, now);
        if (report.told().outcome() == Outcome.NOT_SENT) giveBack(connection, decision);
        return kept(new IdempotentResponses.Stored<>(true, reply), replies, now, Optional.of(page.id()));
    }

    private static Written kept(
            IdempotentResponses.Stored<OutcomeReply> reply,
            Optional<IdempotentResponses> replies,
            Instant now,
            Optional<UUID> page)
            throws SQLException {
        if (replies.isPresent()) replies.get().keep(reply, now);
        return new Written(reply, page);
    }

    /** The sender's own decision; a fault unless it is a permit to send. */
    public static DecisionRecord permit(Connection connection, UUID id, String sender) throws SQLException {
        var decision = DecisionLookup.one(connection, id)
                .filter(it -> it.sender().equals(sender))
                .orElseThrow(DecisionLookup::none);
        if (decision.verdict().outcome() != DecisionRecord.Outcome.PERMIT
                || decision.context().mode() != Mode.RESERVE) {
            throw Fault.of(ProblemCode.CONFLICT, "this was not permitted, or merely checked: nothing goes out on it");
        }
        return decision;
    }

    private static void follows(Report report, List<OutcomeReply> before) {
        if (before.isEmpty()) return;
        var last = before.getLast().outcome();
        if (!report.told().outcome().mayFollow(last)) {
            throw Fault.of(
                    ProblemCode.CONFLICT,
                    "`%s` was reported already, and `%s` cannot follow"
                            .formatted(Json.text(last), Json.text(report.told().outcome())));
        }
    }

    /**
     * The instant of the outcome, between permit and report: clocks of other systems differ, and a report is not
     * refused for that.
     */
    private static Instant made(Report report, DecisionRecord decision, Instant now) {
        var claimed = report.told().at().orElse(now);
        if (claimed.isBefore(decision.decidedAt())) return decision.decidedAt();
        return claimed.isAfter(now) ? now : claimed;
    }

    private record NewOutcome(Report report, DecisionRecord decision, short n, Instant made, Instant known) {
        /** The instant that the sender named, if it is not the one recorded. */
        Optional<Instant> claimed() {
            return report.told().at().filter(it -> !it.equals(made));
        }

        Optional<Evidence.Sealed> texts() {
            var texts = new HashMap<String, String>();
            report.told().detail().ifPresent(it -> texts.put(OutcomeRows.DETAIL, it));
            claimed().ifPresent(it -> texts.put(OutcomeRows.CLAIMED, it.toString()));
            return new Evidence(Evidence.Method.API, texts).sealed();
        }
    }

    private static OutcomeReply insert(Connection connection, NewOutcome row, Page page) throws SQLException {
        var told = row.report().told();
        var id = Ids.at(row.known());
        var by = SuppressionSource.of(row.report().by()).json();
        var texts = row.texts();
        var entry = new Entry().written("by", by).id("decision", row.report().decision());
        texts.ifPresent(it -> entry.text("evidence", it.hash()));
        var slot = page.add(entry.id("id", id)
                .text("kind", "outcome")
                .time("known", row.known())
                .time("made", row.made())
                .text("outcome", Json.text(told.outcome())));
        page.insert(connection);
        INSERT.with("decision", row.report().decision())
                .with("n", row.n())
                .with("id", id)
                .with("outcome", told.outcome())
                .with("made", row.made())
                .with("known", row.known())
                .with("by", by)
                .with("point", row.decision().about().point())
                .with("evidence", texts.map(it -> HexFormat.of().parseHex(it.hash())))
                .with("page", page.id())
                .with("slot", slot)
                .update(connection);
        if (texts.isPresent()) {
            var proof = texts.get();
            INSERT_TEXTS
                    .with("id", id)
                    .with("salt", proof.salt())
                    .with("texts", proof.texts())
                    .update(connection);
        }
        return new OutcomeReply(id, told.outcome(), row.made(), row.known(), row.claimed(), told.detail());
    }

    /**
     * Suppresses the address for the controllers of the sender; after a bounce that others reported too, for all
     * controllers.
     */
    private void suppress(Connection connection, Report report, DecisionRecord decision, Instant now)
            throws SQLException {
        var reason = report.told().outcome().suppresses();
        if (reason.isEmpty()) return;
        var point = decision.about().point().<Addressee>map(Addressee.AtPoint::new);
        var addressee = point.isPresent()
                ? point
                : unknown.contact(connection, decision.id()).<Addressee>map(Addressee.AtContact::new);
        if (addressee.isEmpty()) return;
        var controllers = catalogs.newest(connection)
                .sender(report.sender())
                .map(rights -> rights.controllers())
                .orElse(List.of(decision.controller()));
        addresses.suppress(
                connection,
                now,
                addressee.get(),
                new ReportedAddress.Order(decision.controller(), controllers, reason.get(), report.by()));
    }

    /** Frees the slot. Last of all, because questions about the same person wait until this transaction ends. */
    private void giveBack(Connection connection, DecisionRecord decision) throws SQLException {
        var point = decision.about().point();
        if (point.isPresent()) {
            UsageRepository.giveBack(connection, decision.id(), point.get());
            return;
        }
        var contact = unknown.contact(connection, decision.id());
        if (contact.isPresent()) UsageRepository.giveBack(connection, decision.id(), keys.of(contact.get()));
    }
}
