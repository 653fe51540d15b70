package dev.askfirst.consent.act;

import dev.askfirst.audit.Page;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.NoticeUse;
import dev.askfirst.consent.contact.ContactBook;
import dev.askfirst.consent.contact.ContactRemains;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.AskRules;
import dev.askfirst.consent.event.DoubleOptIn;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.consent.event.OptOutSignals;
import dev.askfirst.consent.event.SignalLaw;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.law.AnswerTimes;
import dev.askfirst.outbound.mail.Letters;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.http.IdempotentResponses;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.TransactionSteps;
import dev.askfirst.platform.postgres.TransactionSteps.Step;
import dev.askfirst.platform.postgres.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The one writer of acts. Each call is one transaction: it locks the people's terms, handles the acts in order, appends
 * their events with a page, and stores the terms they fold into. What it reports as recorded is durable and in force.
 */
@ApplicationScoped
public class ActWriter {

    /** What one transaction wrote. */
    private record Written(List<ActResult> results, Optional<UUID> page, boolean letters)
            implements Transactions.Recorded {}

    private final Transactions transactions;
    private final CatalogService catalogs;
    private final ContactKeys keys;
    private final Vault vault;
    private final PairwiseIds pairwiseIds;
    private final Clock clock;
    private final AskRules askRules;
    private final NoticeUse noticeUse;
    private final Suppressions suppressions;
    private final Letters letters;
    private final NoInForce noInForce;
    private final SignalLaw signalLaw;
    private final AnswerTimes answerTimes;

    ActWriter(
            Transactions transactions,
            CatalogService catalogs,
            ContactKeys keys,
            Vault vault,
            PairwiseIds pairwiseIds,
            Clock clock,
            AskRules askRules,
            NoticeUse noticeUse,
            Suppressions suppressions,
            Letters letters,
            NoInForce noInForce,
            SignalLaw signalLaw,
            AnswerTimes answerTimes) {
        this.transactions = transactions;
        this.catalogs = catalogs;
        this.keys = keys;
        this.vault = vault;
        this.pairwiseIds = pairwiseIds;
        this.clock = clock;
        this.askRules = askRules;
        this.noticeUse = noticeUse;
        this.suppressions = suppressions;
        this.letters = letters;
        this.noInForce = noInForce;
        this.signalLaw = signalLaw;
        this.answerTimes = answerTimes;
    }

    /** Records acts, all of them or, when no durable record was possible, none ({@code undecided}). */
    public List<ActResult> write(List<Act> acts) {
        return write(acts, Optional.empty());
    }

    /** As {@link #write(List)}, of acts that came in by a way that they do not tell themselves. */
    public List<ActResult> write(List<Act> acts, NoInForce.Way way) {
        return write(acts, Optional.empty(), way);
    }

    /**
     * As {@link #write(List)}. The same request with the same key records nothing: it gets the first reply, with the
     * current state.
     */
    public List<ActResult> write(List<Act> acts, Optional<IdempotencyKey> key) {
        return write(acts, key, NoInForce.Way.of(acts));
    }

    private List<ActResult> write(List<Act> acts, Optional<IdempotencyKey> key, NoInForce.Way way) {
        return acts.stream().anyMatch(NoInForce::isNo)
                ? noInForce.timed(way, () -> written(acts, key))
                : written(acts, key);
    }

    private List<ActResult> written(List<Act> acts, Optional<IdempotencyKey> key) {
        try {
            return attempt(acts, key);
        } catch (SQLException e) {
            // Two requests with one key at once: the second finds the first's reply when it looks again.
            if (key.isPresent() && Transactions.refusedData(e)) return again(acts, key);
            throw undecided(e);
        }
    }

    private List<ActResult> again(List<Act> acts, Optional<IdempotencyKey> key) {
        try {
            return attempt(acts, key);
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    private List<ActResult> attempt(List<Act> acts, Optional<IdempotencyKey> key) throws SQLException {
        var written = transactions.run((connection, steps) ->
                record(connection, steps, acts, key.map(it -> new IdempotentResponses(connection, it))));
        if (written.letters()) letters.wake();
        return written.results();
    }

    private Written record(
            Connection connection, TransactionSteps steps, List<Act> acts, Optional<IdempotentResponses> replies)
            throws SQLException {
        if (replies.isPresent()) {
            var earlier = ActResult.earlier(replies.get());
            if (earlier.isPresent()) {
                var before = new SaidBefore(connection, catalogs.current(), clock.read(connection));
                return new Written(List.of(before.asOfNow(earlier.get())), Optional.empty(), false);
            }
        }
        var latest = clock.read(connection).plus(Clock.SLACK);
        var subjects = lock(connection, steps, acts, latest);
        var now = clock.read(connection);
        var listener = listener(now, connection);
        var results = new ArrayList<ActResult>(acts.size());
        for (var act : acts) {
            // What was brought before, or must not be, is refused as a whole.
            if (isRefusedDocument(acts, results)) {
                results.add(results.getFirst());
                continue;
            }
            var ahead = act.ahead(latest).map(member -> Fault.invalid(member, "lies in the future"));
            var found = subjects.of(act);
            if (ahead.isPresent()) results.add(new ActResult.Refused(ahead.get()));
            else if (subjects.isOfSomebodyErased(act)) results.add(tooOld());
            else results.add(found.isPresent() ? listener.apply(act, found.get()) : nobody());
        }
        var page = new Page(now);
        new ActRecorder(connection, pairwiseIds, noticeUse).write(subjects.all(), page);
        new MergedRows(connection, vault, now).move(subjects.all());
        new OwnHours(connection, now).note(acts, subjects);
        new EarlierPermits(connection, catalogs, now).count(subjects.all());
        if (replies.isPresent()) ActResult.ofAll(results).keep(replies.get(), now);
        return new Written(
                results, page.size() > 0 ? Optional.of(page.id()) : Optional.empty(), write(connection, subjects));
    }

    private static boolean isRefusedDocument(List<Act> acts, List<ActResult> results) {
        return acts.getFirst() instanceof Act.TermsBrought
                && !results.isEmpty()
                && results.getFirst() instanceof ActResult.Refused;
    }

    private DataSubjects lock(Connection connection, TransactionSteps steps, List<Act> acts, Instant latest)
            throws SQLException {
        // An act that is refused for its instant must not make a new person.
        var sayable = acts.stream().filter(act -> act.ahead(latest).isEmpty()).toList();
        steps.done(Step.WORK);
        var subjects = DataSubjects.lock(connection, sayable, keys, vault);
        steps.done(Step.LOCKS);
        return subjects;
    }

    /** Queues the letters that ask people to confirm what was just recorded, or tell them of it; true if there are any. */
    private boolean write(Connection connection, DataSubjects subjects) throws SQLException {
        var all = new ArrayList<>(ConfirmationLetters.of(subjects.all(), askRules.lapses()));
        all.addAll(DeputyLetters.of(connection, subjects.all()));
        for (var letter : all) letters.add(connection, letter);
        return !all.isEmpty();
    }

    private ActHandler listener(Instant now, Connection connection) {
        var catalog = catalogs.current();
        var history = new History(connection);
        var doubleOptIn = new DoubleOptIn(now, askRules, catalog, history);
        var signals = new OptOutSignals(now, catalog, history, signalLaw);
        var remains = new ContactRemains(connection, suppressions, keys, now);
        var contacts = new ContactActHandler(now, new ContactBook(connection, keys, vault), remains);
        return new ActHandler(
                now,
                catalog,
                pairwiseIds,
                history,
                doubleOptIn,
                signals,
                contacts,
                new HoldActHandler(now, connection),
                new HumanActHandler(now, catalog, answerTimes),
                new DeputyActHandler(now, connection, history));
    }

    /** The same fault as for any act that is too old: callers must not learn that somebody was erased. */
    private static ActResult tooOld() {
        return new ActResult.Refused(Fault.of(ProblemCode.TOO_OLD, "what was said then is not recorded any more"));
    }

    private static ActResult nobody() {
        return new ActResult.Refused(Fault.about(
                ProblemCode.UNKNOWN_PERSON, "person", "nobody you may speak for is known by this id or address"));
    }

    private static RuntimeException undecided(SQLException e) {
        return Outage.undecided("the act could not be recorded durably", e);
    }
}
