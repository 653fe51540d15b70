package dev.askfirst.outside;

import dev.askfirst.outside.Caller.Reply;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What everybody outside saw, held against the promises. Instants are those of one clock, {@link System#nanoTime}. */
final class Observations {

    /** A kind of call with the time in which it must be answered, whatever hangs: its deadline, and some for the way. */
    public record Kind(String name, Duration bound) {}

    private static final Duration WAY = Duration.ofSeconds(8);
    static final Kind QUESTION = new Kind("question", Duration.ofSeconds(10).plus(WAY));
    static final Kind SHORT_QUESTION =
            new Kind("question with Request-Timeout: 3", Duration.ofSeconds(3).plus(WAY));
    static final Kind ACT = new Kind("act", Duration.ofSeconds(15).plus(WAY));
    static final List<Kind> KINDS = List.of(QUESTION, SHORT_QUESTION, ACT);

    /** A decision as somebody got it. */
    record Answer(String to, String key, String id, String outcome, long started, long ended) {}

    /** What a person said, from the first try to the acknowledgement. */
    record Said(boolean yes, long first, long acknowledged) {}

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, Queue<Said>> said = new ConcurrentHashMap<>();
    /** When the latest call that had a good reply, or any, was begun. */
    private final Map<Kind, Long> succeeded = new ConcurrentHashMap<>();

    private final Map<Kind, Long> replied = new ConcurrentHashMap<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger undecided = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();

    /**
     * What calls came to since the last count.
     *
     * @param served questions that were answered, and acts that were acknowledged
     * @param undecided those that were told to come again
     * @param longest the longest that anybody waited for any reply
     */
    record Tally(int served, int undecided, Duration longest) {}

    /** Calls that were told to come again since the last count. */
    int undecided() {
        return undecided.get();
    }

    /** Counts, and begins anew. */
    Tally count() {
        return new Tally(served.getAndSet(0), undecided.getAndSet(0), Duration.ofNanos(longest.getAndSet(0)));
    }

    void took(Kind kind, Reply reply) {
        replied.merge(kind, reply.started(), Math::max);
        longest.accumulateAndGet(reply.took().toNanos(), Math::max);
        if (reply.status() == 503) undecided.incrementAndGet();
        if (reply.status() < 300 && reply.status() >= 200) {
            succeeded.merge(kind, reply.started(), Math::max);
            served.incrementAndGet();
        }
        if (reply.took().compareTo(kind.bound()) > 0)
            wrong.add(kind.name() + " took " + reply.took() + ": " + reply.status() + " " + reply.body());
        if (reply.content().isEmpty()) broken.incrementAndGet();
        else if (reply.status() >= 300 && reply.status() != 503)
            wrong.add(kind.name() + " got " + reply.status() + " " + reply.body());
    }

    void answered(String to, String key, Reply reply) {
        try {
            var body = Json.MAPPER.readTree(reply.body());
            answers.add(new Answer(
                    to, key, body.get("id").asText(), body.get("outcome").asText(), reply.started(), reply.ended()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void said(String person, boolean yes, long first, Reply reply) {
        of(said, person).add(new Said(yes, first, reply.ended()));
    }

    /** Somebody gave up before it was acknowledged: it may count or not. */
    void tried(String person, boolean yes, long first) {
        of(said, person).add(new Said(yes, first, Long.MAX_VALUE));
    }

    /** Whether each kind of call, begun after this instant, had a reply; a good one, if wanted. */
    boolean everyKindSince(long instant, boolean good) {
        var latest = good ? succeeded : replied;
        return KINDS.stream().allMatch(kind -> latest.getOrDefault(kind, Long.MIN_VALUE) > instant);
    }

    /** Fails at once for what was late, or was no proper reply. */
    void check() {
        if (!wrong.isEmpty()) throw new AssertionError(wrong);
    }

    /** Connections that broke before a reply came. */
    int broken() {
        return broken.get();
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** What was late, what was no proper reply, and what was permitted after an acknowledged no. */
    List<String> violations() {
        var found = new ArrayList<>(wrong);
        for (var answer : answers)
            if (answer.outcome().equals("permit") && !isExcused(answer)) found.add("permitted after a no: " + answer);
        return found;
    }

    /** One thread speaks for each person: what it said is in order. */
    private boolean isExcused(Answer answer) {
        var excused = false;
        for (var one : of(said, answer.to())) {
            if (one.yes() && one.first() < answer.ended()) excused = true;
            else if (!one.yes() && one.acknowledged() < answer.started()) excused = false;
        }
        return excused;
    }

    private static <K, V> Queue<V> of(Map<K, Queue<V>> map, K key) {
        return map.computeIfAbsent(key, _ -> new ConcurrentLinkedQueue<>());
    }
}
