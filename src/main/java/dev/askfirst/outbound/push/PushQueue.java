package dev.askfirst.outbound.push;

import dev.askfirst.outbound.push.PushRows.State;
import dev.askfirst.outbound.push.Standing.Says;
import dev.askfirst.outbound.webhook.Retries;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What waits to be told: taken under a lease, settled in a transaction of its own, none open while something is sent. Whoever
 * dies in between leaves a lease that lapses: then it is told again, which changes nothing in a list.
 */
@ApplicationScoped
class PushQueue {

    /** Longer than an attempt can take, with all its waits. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** The longest that a tool may put off by {@code Retry-After}. */
    private static final Duration LONGEST_HOLD = Duration.ofHours(24);

    /** A tool that only takes requests in is asked what became of one: after this, twice as long each time, and for three days. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private static final Duration LAST_LOOK = Duration.ofMinutes(10);
    private static final int MOST_LOOKS = 430;

    // In each statement %1$s is now.
    private static final String DUE = """
            select t.id from unnest(:targets::text[]) t (id)
            where exists (select 1 from push where target = t.id and state = 'waiting' and due_at <= %1$s)
                and not exists (select 1 from push_progress p where p.target = t.id and held_until > %1$s)""";
    private static final String TAKE = """
            update push set claim = :claim, due_at = %1$s + make_interval(secs => :lease)
            where id = (select id from push where target = :target and state = 'waiting' and due_at <= %1$s
                    and not exists (select 1 from push_progress p where p.target = :target and held_until > %1$s)
                order by rank, due_at limit 1 for update skip locked)
            returning id, point_id, says, reason, topic, since, version, attempts, job, sealed, %1$s as now""";
    private static final String END = """
            update push set claim = null, state = :state, status = :status, words = :words, job = null, ended_at = %1$s
            where id = :id and claim = :claim and version = :version""";
    private static final String AGAIN = """
            update push set claim = null, attempts = :attempts, status = :status, words = :words, job = :job,
                due_at = %1$s + make_interval(secs => :wait)
            where id = :id and claim = :claim and version = :version""";
    private static final String OTHER = "update push set claim = null, due_at = %1$s where id = :id and claim = :claim";
    private static final String HOLD =
            "update push_progress set held_until = %1$s + make_interval(secs => :wait) where target = :target";
    private static final Sql TOLD = Sql.of("delete from push where id = :id and claim = :claim and sealed is not null");

    /**
     * A push that was taken.
     *
     * @param contact the address; empty if it is nobody's any more
     * @param job under which name the tool is at it already
     */
    record Taken(
            UUID id,
            String target,
            UUID claim,
            int version,
            int attempts,
            Says says,
            String reason,
            Optional<String> topic,
            Instant since,
            Optional<Contact> contact,
            Optional<String> job,
            boolean erased,
            Instant now) {

        @Override
        public String toString() {
            return "push " + id;
        }
    }

    private record Next(Optional<Taken> taken) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final PushPeople people;
    private final Vault vault;
    private final Clock clock;

    PushQueue(Transactions transactions, PushPeople people, Vault vault, Clock clock) {
        this.transactions = transactions;
        this.people = people;
        this.vault = vault;
        this.clock = clock;
    }

    /** Those of these targets that have something to be told now. */
    List<String> due(List<String> targets) throws SQLException {
        if (targets.isEmpty()) return targets;
        var due = new ArrayList<String>();
        transactions.run(connection -> {
            due.clear();
            due.addAll(sql(DUE).with("targets", targets).list(connection, row -> row.text("id")));
            return new Next(Optional.empty());
        });
        return due;
    }

    /** Settles what was told, if something was, and takes the next. */
    Optional<Taken> next(String target, Optional<Settled> settled) throws SQLException {
        return transactions
                .run(connection -> {
                    if (settled.isPresent()) settle(connection, settled.get());
                    return new Next(take(connection, target));
                })
                .taken();
    }

    /** Settles what was told, and takes nothing. */
    void settle(Settled settled) throws SQLException {
        transactions.run(connection -> {
            settle(connection, settled);
            return new Next(Optional.empty());
        });
    }

    /** A push that was tried, and what came of it. */
    record Settled(Taken taken, PushOutcome outcome) {

        /** What is left of it: it may have been the last attempt. */
        State state() {
            return switch (outcome) {
                case PushOutcome.Confirmed _ -> State.CONFIRMED;
                case PushOutcome.Refused _ -> State.REFUSED;
                case PushOutcome.Nobody _ -> State.DROPPED;
                case PushOutcome.Accepted _ -> taken.attempts() < MOST_LOOKS ? State.WAITING : State.GIVEN_UP;
                case PushOutcome.Failed it ->
                    it.retryAfter().isPresent() || pause(taken.attempts()).isPresent() ? State.WAITING : State.GIVEN_UP;
            };
        }
    }

    private static Optional<Duration> pause(int attempts) {
        return Retries.after(attempts + 1, RandomGenerator.getDefault());
    }

    private Optional<Taken> take(Connection connection, String target) throws SQLException {
        var claim = UUID.randomUUID();
        return sql(TAKE)
                .with("target", target)
                .with("claim", claim)
                .with("lease", LEASE)
                .first(connection, row -> taken(connection, row, target, claim));
    }

    private Taken taken(Connection connection, Row row, String target, UUID claim) throws SQLException {
        var id = row.id("id");
        var sealed = row.optionalBytes("sealed");
        var contact = sealed.isPresent()
                ? Optional.of(
                        Contact.parse(new String(vault.unwrap(sealed.get(), Ids.bytes(id)), StandardCharsets.UTF_8)))
                : people.at(connection, row.id("point_id"));
        return new Taken(
                id,
                target,
                claim,
                row.integer("version"),
                row.integer("attempts"),
                row.constant(Says.class, "says"),
                row.text("reason"),
                row.optionalText("topic"),
                row.time("since"),
                contact,
                row.optionalText("job"),
                sealed.isPresent(),
                row.time("now"));
    }

    private void settle(Connection connection, Settled settled) throws SQLException {
        var taken = settled.taken();
        switch (settled.outcome()) {
            // Nothing stays of somebody erased but that the tool was told.
            case PushOutcome.Confirmed _
            when taken.erased() ->
                TOLD.with("id", taken.id()).with("claim", taken.claim()).update(connection);
            case PushOutcome.Confirmed it -> end(connection, settled, Optional.of(it.status()), Optional.empty());
            case PushOutcome.Refused it -> end(connection, settled, Optional.of(it.status()), Optional.of(it.words()));
            case PushOutcome.Nobody _ -> end(connection, settled, Optional.empty(), Optional.empty());
            case PushOutcome.Accepted it -> accepted(connection, settled, it);
            case PushOutcome.Failed it -> failed(connection, settled, it);
        }
        // Something else is to be told by now: at once, and from the start.
        sql(OTHER).with("id", taken.id()).with("claim", taken.claim()).update(connection);
    }

    /** Asked soon, for most are quick, and then less and less often. */
    private void accepted(Connection connection, Settled settled, PushOutcome.Accepted accepted) throws SQLException {
        var taken = settled.taken();
        if (settled.state() == State.GIVEN_UP) {
            end(connection, settled, Optional.of(accepted.status()), Optional.of("it never said whether it is so"));
            return;
        }
        var looks = taken.job().isPresent() ? taken.attempts() + 1 : 0;
        var pause = FIRST_LOOK.multipliedBy(1L << Math.min(looks, 20));
        var next = pause.compareTo(LAST_LOOK) < 0 ? pause : LAST_LOOK;
        again(
                connection,
                taken,
                new Again(looks, next, Optional.of(accepted.status()), Optional.empty(), Optional.of(accepted.job())));
    }

    private void failed(Connection connection, Settled settled, PushOutcome.Failed failed) throws SQLException {
        var taken = settled.taken();
        var held = failed.retryAfter().map(it -> it.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : it);
        if (held.isPresent())
            sql(HOLD).with("target", taken.target()).with("wait", held.get()).update(connection);
        if (settled.state() == State.GIVEN_UP) {
            end(connection, settled, failed.status(), Optional.of(failed.words()));
            return;
        }
        // A tool that says when to come back is not away: that costs no attempt.
        var attempts = held.isPresent() ? taken.attempts() : taken.attempts() + 1;
        var wait = held.orElseGet(() -> pause(taken.attempts()).orElseThrow());
        again(connection, taken, new Again(attempts, wait, failed.status(), Optional.of(failed.words()), taken.job()));
    }

    private record Again(
            int attempts, Duration pause, Optional<Integer> status, Optional<String> words, Optional<String> job) {}

    private void again(Connection connection, Taken taken, Again it) throws SQLException {
        sql(AGAIN)
                .with("id", taken.id())
                .with("claim", taken.claim())
                .with("version", taken.version())
                .with("attempts", it.attempts())
                .with("wait", it.pause())
                .with("status", it.status())
                .with("words", it.words())
                .with("job", it.job())
                .update(connection);
    }

    private void end(Connection connection, Settled settled, Optional<Integer> status, Optional<String> words)
            throws SQLException {
        sql(END).with("id", settled.taken().id())
                .with("claim", settled.taken().claim())
                .with("version", settled.taken().version())
                .with("state", settled.state())
                .with("status", status)
                .with("words", words)
                .update(connection);
    }

    private Sql sql(String text) {
        return Sql.of(text.formatted(clock.now()));
    }
}
