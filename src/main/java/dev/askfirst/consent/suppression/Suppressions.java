package dev.askfirst.consent.suppression;

import dev.askfirst.audit.Page;
import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.LiveKeys;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.http.IdempotentResponses;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes contact points that must never be written to again. They need no person and outlive one. */
@ApplicationScoped
public class Suppressions {

    /** Why a contact point is suppressed. */
    public enum Reason {
        BOUNCE,
        COMPLAINT,
        DO_NOT_CALL,
        WRONG_RECIPIENT,
        LEGAL,
        /** A standing objection of somebody who was erased; set by the service, never by a caller. */
        OBJECTION;

        private static final Map<String, Reason> BY_TEXT =
                Stream.of(values()).collect(Collectors.toUnmodifiableMap(Json::text, reason -> reason));

        public static Reason of(String recorded) {
            return BY_TEXT.get(recorded);
        }

        public static Optional<Reason> parse(Checks checks, String text) {
            return one(checks, text, List.of(values()));
        }

        /** A reason that callers may give; anything else is an error. */
        public static Optional<Reason> ofCaller(Checks checks, String text) {
            return one(checks, text, List.of(BOUNCE, COMPLAINT, DO_NOT_CALL, WRONG_RECIPIENT, LEGAL));
        }

        /** The reason in a file, in upper or lower case: providers write `BOUNCE`. */
        public static Optional<Reason> inFile(Checks checks, String text) {
            var usual = text.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
            return ofCaller(checks, usual);
        }

        private static Optional<Reason> one(Checks checks, String text, List<Reason> all) {
            var reason = Optional.ofNullable(text).map(BY_TEXT::get).filter(all::contains);
            if (reason.isEmpty()) {
                var names = all.stream().map(it -> "`" + Json.text(it) + "`").collect(Collectors.joining(", "));
                checks.error("reason", "must be one of " + names);
            }
            return reason;
        }
    }

    /**
     * One contact point to suppress, for one controller or all.
     *
     * @param keys of the address in every form: the suppression is filed under the usual form, and exists already if it
     *     is filed under any of them
     * @param at since when; empty means now
     * @param texts note and source: erasable
     */
    public record Suppress(
            ContactKeys.EveryForm keys,
            String controller,
            Reason reason,
            Optional<Instant> at,
            Map<String, String> texts,
            Caller by) {}

    /** What became of one order. */
    public sealed interface Result {
        /** A new suppression. */
        record Added(UUID id) implements Result {}

        /** The same owner ordered the same before; nothing was added. */
        record Standing(UUID id) implements Result {}

        /** The order names an instant in the future; nothing was added. */
        record Ahead() implements Result {}
    }

    private record Written(List<Result> results, Optional<UUID> page) implements Transactions.Recorded {}

    private record Posted(IdempotentResponses.Stored<SuppressionReply> reply, Optional<UUID> page)
            implements Transactions.Recorded {}

    private record Lifted(boolean now, Optional<UUID> page) implements Transactions.Recorded {}

    /** The most orders in one transaction: their entries must fit on one page. */
    private static final int MOST_TOGETHER = 20_000;

    private final Transactions transactions;
    private final Strangers strangers;
    private final ContactKeys keys;
    private final Clock clock;
    private final NoInForce noInForce;

    Suppressions(Transactions transactions, Strangers strangers, ContactKeys keys, Clock clock, NoInForce noInForce) {
        this.transactions = transactions;
        this.strangers = strangers;
        this.keys = keys;
        this.clock = clock;
        this.noInForce = noInForce;
    }

    /** Suppresses, and returns the result of each order; {@code texts} apply to all. */
    public List<Result> write(List<Suppress> orders, Map<String, String> texts) {
        var results = new ArrayList<Result>(orders.size());
        for (var from = 0; from < orders.size(); from += MOST_TOGETHER) {
            var together = orders.subList(from, Math.min(orders.size(), from + MOST_TOGETHER));
            results.addAll(writeTogether(together, texts));
        }
        return results;
    }

    private List<Result> writeTogether(List<Suppress> orders, Map<String, String> texts) {
        return recorded(connection -> {
                    var now = clock.read(connection);
                    var page = new Page(now);
                    return new Written(add(connection, page, now, orders, texts), pageOf(page));
                })
                .results();
    }

    /** Suppresses what one request orders: all of it, or nothing if it names an instant in the future. */
    public IdempotentResponses.Stored<SuppressionReply> post(List<Suppress> orders, Optional<IdempotencyKey> key) {
        return noInForce.timed(
                NoInForce.Way.API,
                () -> recorded(connection ->
                                post(connection, orders, key.map(it -> new IdempotentResponses(connection, it))))
                        .reply());
    }

    /** Lifts a suppression that the caller owns; false if it was lifted before. */
    public boolean lift(UUID id, String reason, Caller caller) {
        return recorded(connection -> {
                    var now = clock.read(connection);
                    var page = new Page(now);
                    var lifted = new SuppressionLift(connection, now).lift(id, reason, caller, page);
                    return new Lifted(lifted, pageOf(page));
                })
                .now();
    }

    /**
     * Suppresses in the transaction of another writer. The page must be empty; this method fills and inserts it, with
     * the changes for subscribers.
     */
    public List<Result> add(
            Connection connection, Page page, Instant now, List<Suppress> orders, Map<String, String> texts)
            throws SQLException {
        var writer = new SuppressionWriter(connection, strangers.at(now), now, page, filing(connection, orders));
        return add(connection, page, writer, orders, texts);
    }

    /** The same without texts, for a caller that already knows the keys to file under. */
    public void add(Connection connection, Instant now, List<Suppress> orders, LiveKeys filing) throws SQLException {
        var page = new Page(now);
        var writer = new SuppressionWriter(connection, strangers.at(now), now, page, filing);
        add(connection, page, writer, orders, Map.of());
    }

    private static List<Result> add(
            Connection connection,
            Page page,
            SuppressionWriter writer,
            List<Suppress> orders,
            Map<String, String> texts)
            throws SQLException {
        var results = writer.add(orders, texts);
        if (page.size() == 0) return results;
        page.insert(connection);
        writer.insert();
        Outbox.add(connection, page.id(), writer.changes());
        return results;
    }

    private LiveKeys filing(Connection connection, List<Suppress> orders) throws SQLException {
        var addresses = orders.stream()
                .flatMap(order -> order.keys().each())
                .filter(forms -> !forms.isEmpty())
                .toList();
        return keys.filing(connection, addresses);
    }

    private Posted post(Connection connection, List<Suppress> orders, Optional<IdempotentResponses> replies)
            throws SQLException {
        if (replies.isPresent()) {
            var earlier = replies.get().earlier(SuppressionReply.class);
            if (earlier.isPresent()) return new Posted(earlier.get(), Optional.empty());
        }
        var now = clock.read(connection);
        var page = new Page(now);
        var reply = SuppressionReply.of(orders, add(connection, page, now, orders, Map.of()));
        if (replies.isPresent()) replies.get().keep(reply, now);
        return new Posted(reply, pageOf(page));
    }

    private static Optional<UUID> pageOf(Page page) {
        return page.size() == 0 ? Optional.empty() : Optional.of(page.id());
    }

    private <R extends Transactions.Recorded> R recorded(Transactions.Work<R> work) {
        try {
            return attempt(work);
        } catch (SQLException e) {
            throw Outage.undecided("the suppressions could not be recorded durably", e);
        }
    }

    private <R extends Transactions.Recorded> R attempt(Transactions.Work<R> work) throws SQLException {
        try {
            return transactions.run(work);
        } catch (SQLException e) {
            // Another writer suppressed one of them at the same time: the second attempt finds it.
            if (Transactions.refusedData(e)) return transactions.run(work);
            throw e;
        }
    }
}
