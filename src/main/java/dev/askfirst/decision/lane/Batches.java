package dev.askfirst.decision.lane;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.EarlierAnswer;
import dev.askfirst.decision.answer.Nearby;
import dev.askfirst.decision.answer.SuggestedHours;
import dev.askfirst.decision.likeness.KnownTexts;
import dev.askfirst.decision.likeness.Tellings;
import dev.askfirst.decision.record.DecisionPage;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.UnknownRecipients;
import dev.askfirst.law.Locator;
import dev.askfirst.person.key.PlaceKeys;
import dev.askfirst.person.key.Shards;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.Uses;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
     * @param shard where the idempotency keys of these questions lie
     * @param spent for each holder whose usage changes, what is counted from now on
     * @param texts what the questions told of texts
     */
    record Decided(
            List<Answer> answers,
            DecisionPage page,
            List<Recorder.NewDecision> rows,
            List<DecisionRecord> critical,
            short shard,
            Map<Holder, Uses> spent,
            KnownTexts texts) {

        /** Whether all answers were recorded before, and none is to be recorded now. */
        boolean repeatsOnly() {
            return rows.isEmpty() && answers.stream().anyMatch(Answer.Given.class::isInstance);
        }
    }

    /** A batch whose facts are complete. */
    private record Ready(
            Catalog catalog, Decider decider, Instant at, UsageLedger ledger, Map<UUID, EarlierAnswer> before) {}

    private final Gatherer gatherer;
    private final CatalogService catalogs;
    private final Strangers strangers;
    private final Nearby nearby;
    private final DecisionMetrics metrics;
    private final UnknownRecipients unknown;
    private final Locator locator;
    private final UsageGatherer usages;
    private final Shards shards;

    Batches(
            Gatherer gatherer,
            CatalogService catalogs,
            Strangers strangers,
            PlaceKeys places,
            DecisionMetrics metrics,
            UnknownRecipients unknown,
            Locator locator,
            UsageGatherer usages,
            Shards shards) {
        this.gatherer = gatherer;
        this.catalogs = catalogs;
        this.strangers = strangers;
        this.nearby = new Nearby(places);
        this.metrics = metrics;
        this.unknown = unknown;
        this.locator = locator;
        this.usages = usages;
        this.shards = shards;
    }

    Decided decide(Connection connection, Gathered found, List<PendingQuestion> questions) throws SQLException {
        var ready = prepare(connection, found, questions);
        var catalog = ready.catalog();
        var decider = ready.decider();
        var hours = hours(connection, found, questions, catalog);
        var results = new ArrayList<Decider.Result>(questions.size());
        var page = new DecisionPage(page(ready, questions));
        for (var pending : questions) results.add(decider.decide(pending, ready.ledger(), ready.before(), page));
        var rows = new ArrayList<Recorder.NewDecision>(questions.size());
        var answers = new ArrayList<Answer>(questions.size());
        for (var i = 0; i < questions.size(); i++) {
            var pending = questions.get(i);
            answers.add(
                    switch (results.get(i)) {
                        case Decider.Result.New made -> {
                            rows.add(row(made, pending, decider));
                            yield given(made.decision(), pending, catalog, decider, hours);
                        }
                        case Decider.Result.Again(var decision) -> given(decision, pending, catalog, decider, hours);
                        case Decider.Result.Refused(var fault) -> new Answer.Refused(fault);
                    });
        }
        return new Decided(
                answers,
                page,
                rows,
                critical(rows, catalog),
                shards.ofBatch(questions.getFirst().shard()),
                ready.ledger().changed(),
                decider.texts());
    }

    private static List<DecisionRecord> critical(List<Recorder.NewDecision> rows, Catalog catalog) {
        var rules = new QuestionRules(catalog);
        return rows.stream()
                .map(Recorder.NewDecision::decision)
                .filter(rules::isCritical)
                .toList();
    }

    /** The id of a page in the shard of these questions; in any one where shards are not kept apart. */
    private UUID page(Ready ready, List<PendingQuestion> questions) {
        return shards.apart() ? Ids.page(ready.at(), questions.getFirst().shard()) : Ids.page(ready.at());
    }

    private Recorder.NewDecision row(Decider.Result.New made, PendingQuestion pending, Decider decider) {
        var decision = made.decision();
        var addressee = decider.unknown(decision, pending)
                ? Optional.of(unknown.row(decision, pending.checked().to()))
                : Optional.<UnknownRecipients.Recipient>empty();
        return new Recorder.NewDecision(decision, pending.checked().key(), made.replaced(), addressee);
    }

    /**
     * Completes the facts. If caps bind questions, their usage is read; if it had to be locked, everything else is read
     * again afterwards.
     */
    private Ready prepare(Connection connection, Gathered found, List<PendingQuestion> questions) throws SQLException {
        var gathered = gatherer.complete(connection, found, questions);
        var catalog = catalogs.at(connection, gathered.catalogVersion());
        requireTold(questions, catalog);
        var decider = decider(connection, gathered, questions, catalog);
        var locks = decider.prepare(questions);
        if (locks.isEmpty()) return ready(connection, gathered, catalog, decider, UsageLedger.of(locks, Map.of()));
        var usage = usages.find(connection, locks, gathered, questions);
        var ledger = UsageLedger.of(locks, usage.rows());
        if (usage.gathered().isEmpty()) return ready(connection, gathered, catalog, decider, ledger);
        var again = gatherer.complete(connection, usage.gathered().get(), questions);
        var newest = catalogs.at(connection, again.catalogVersion());
        requireTold(questions, newest);
        var last = decider(connection, again, questions, newest);
        if (!last.prepare(questions).within(locks) || !ledger.isWhole(locks) || !locks.onlyOf(again.people()))
            throw new SQLException("other caps bind this batch by now", Transactions.LOST_RACE);
        return ready(connection, again, newest, last, ledger);
    }

    /** A catalog that has just come into force may check what the one before did not: then the texts are to be gathered, too. */
    private static void requireTold(List<PendingQuestion> questions, Catalog catalog) throws SQLException {
        for (var it : questions) {
            if (it.telling().isEmpty() && Tellings.areChecked(catalog, it.sender(), it.checked()))
                throw new SQLException("another catalog checks texts", Transactions.LOST_RACE);
        }
    }

    private Decider decider(Connection connection, Gathered gathered, List<PendingQuestion> questions, Catalog catalog)
            throws SQLException {
        var stops = SaidStops.find(connection, gathered, questions, catalog, locator);
        return new Decider(gathered, catalog, strangers, locator, stops, nearby);
    }

    /** Earlier answers are read last: by then their ids are known, and outcomes reported in the meantime count. */
    private static Ready ready(
            Connection connection, Gathered gathered, Catalog catalog, Decider decider, UsageLedger ledger)
            throws SQLException {
        var before = EarlierAnswer.load(connection, gathered.earlierDecisions());
        return new Ready(catalog, decider, gathered.at(), ledger, before);
    }

    /** To be called once the decisions are on record. */
    void recorded(Decided decided) {
        metrics.count(decided.rows());
        metrics.countCritical(decided.critical());
    }

    private static SuggestedHours hours(
            Connection connection, Gathered gathered, List<PendingQuestion> questions, Catalog catalog)
            throws SQLException {
        var learned = new HashSet<UUID>();
        for (var pending : questions) {
            gathered.known(pending.keys())
                    .filter(it -> SuggestedHours.matter(catalog, pending.sender(), pending.checked(), it.terms()))
                    .ifPresent(it -> learned.add(it.person()));
        }
        return SuggestedHours.of(connection, learned);
    }

    private Answer given(
            DecisionRecord decision, PendingQuestion pending, Catalog catalog, Decider decider, SuggestedHours hours) {
        var language = decider.language(pending, decision.controller());
        var suggested = decider.suggested(pending, decision, hours);
        return new Answer.Given(decision, pending.checked(), catalog, language, List.of(), suggested);
    }
}
