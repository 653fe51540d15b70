package dev.askfirst.decision.lane;

import dev.askfirst.audit.Page;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.UnknownRecipients;
import dev.askfirst.law.Locator;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.policy.CountedPermit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides a batch on the facts gathered for it, and makes the rows and the page that are to be recorded. */
@ApplicationScoped
class Batches {

    /**
     * The answers in the order of the questions. They may be given once the rows are committed.
     *
     * @param critical the decisions that were made as critical
     * @param spent for each holder whose usage changes, the permits that caps count from now on
     */
    record Decided(
            List<Answer> answers,
            Page page,
            List<Recorder.Row> rows,
            List<DecisionRecord> critical,
            Map<Holder, List<CountedPermit>> spent) {

        /** Whether all answers were recorded before, and none is to be recorded now. */
        boolean repeatsOnly() {
            return rows.isEmpty() && answers.stream().anyMatch(Answer.Given.class::isInstance);
        }
    }

    /** A batch whose facts are complete. */
    private record Ready(
            Catalog catalog, Decider decider, Instant at, UsageLedger spending, Map<UUID, EarlierAnswer> before) {}

    private final Gatherer gatherer;
    private final CatalogService catalogs;
    private final Strangers strangers;
    private final DecisionMetrics metrics;
    private final UnknownRecipients unmet;
    private final Locator locator;
    private final UsageGatherer usages;

    Batches(
            Gatherer gatherer,
            CatalogService catalogs,
            Strangers strangers,
            DecisionMetrics metrics,
            UnknownRecipients unmet,
            Locator locator,
            UsageGatherer usages) {
        this.gatherer = gatherer;
        this.catalogs = catalogs;
        this.strangers = strangers;
        this.metrics = metrics;
        this.unmet = unmet;
        this.locator = locator;
        this.usages = usages;
    }

    Decided decide(Connection connection, Gathered found, List<PendingBatch.PendingQuestion> lines)
            throws SQLException {
        var ready = prepare(connection, found, lines);
        var catalog = ready.catalog();
        var decider = ready.decider();
        var results = new ArrayList<Decider.Result>(lines.size());
        for (var line : lines) results.add(decider.decide(line, ready.spending(), ready.before()));
        var page = new Page(ready.at());
        var rows = new ArrayList<Recorder.Row>(lines.size());
        var answers = new ArrayList<Answer>(lines.size());
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            answers.add(
                    switch (results.get(i)) {
                        case Decider.Result.New made -> {
                            rows.add(row(made, page, line, decider));
                            yield given(made.recorded(), line, catalog, decider);
                        }
                        case Decider.Result.Again(var recorded) -> given(recorded, line, catalog, decider);
                        case Decider.Result.Refused(var fault) -> new Answer.Refused(fault);
                    });
        }
        return new Decided(
                answers, page, rows, decider.critical(rows), ready.spending().changed());
    }

    private Recorder.Row row(Decider.Result.New made, Page page, PendingBatch.PendingQuestion line, Decider decider) {
        var recorded = made.recorded();
        var addressee = decider.unmet(recorded, line)
                ? Optional.of(unmet.row(recorded, line.asked().to()))
                : Optional.<UnknownRecipients.Row>empty();
        return new Recorder.Row(
                recorded, page.add(recorded.entry()), line.asked().key(), made.replaced(), addressee);
    }

    /**
     * Completes the facts. If caps bind questions, their usage is read; if it had to be locked, everything else is read
     * again afterwards.
     */
    private Ready prepare(Connection connection, Gathered found, List<PendingBatch.PendingQuestion> lines)
            throws SQLException {
        var gathered = gatherer.complete(connection, found, lines);
        var catalog = catalogs.at(connection, gathered.catalogVersion());
        var decider = new Decider(gathered, catalog, strangers, locator);
        var claims = decider.prepare(lines);
        if (claims.isEmpty()) return ready(connection, gathered, catalog, decider, UsageLedger.of(claims, Map.of()));
        var usage = usages.find(connection, claims, gathered, lines);
        var spending = UsageLedger.of(claims, usage.rows());
        if (usage.gathered().isEmpty()) return ready(connection, gathered, catalog, decider, spending);
        var again = gatherer.complete(connection, usage.gathered().get(), lines);
        var newest = catalogs.at(connection, again.catalogVersion());
        var last = new Decider(again, newest, strangers, locator);
        if (!last.prepare(lines).within(claims) || !spending.isWhole(claims))
            throw new SQLException("other caps bind this batch by now", Transactions.LOST_RACE);
        return ready(connection, again, newest, last, spending);
    }

    /** Earlier answers are read last: by then their ids are known, and outcomes reported in the meantime count. */
    private static Ready ready(
            Connection connection, Gathered gathered, Catalog catalog, Decider decider, UsageLedger spending)
            throws SQLException {
        var before = EarlierAnswer.load(connection, gathered.earlierDecisions());
        return new Ready(catalog, decider, gathered.at(), spending, before);
    }

    /** To be called once the decisions are on record. */
    void recorded(Decided decided) {
        metrics.count(decided.rows());
        metrics.countCritical(decided.critical());
    }

    private Answer given(DecisionRecord recorded, PendingBatch.PendingQuestion line, Catalog catalog, Decider decider) {
        var language = decider.language(line, recorded.controller());
        return new Answer.Given(recorded, line.asked(), catalog, language, List.of());
    }
}
