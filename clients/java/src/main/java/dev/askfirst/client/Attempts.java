package dev.askfirst.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Asks until there is an answer or time is up, always under the same key. */
final class Attempts {

    /** The service never takes longer to answer; what comes later than that and a little was lost on the way. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration ON_THE_WAY = Duration.ofSeconds(2);

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final int DOUBLINGS = 4;

    private final Transport transport;
    private final long end;
    private final String key;
    private int number;

    Attempts(Transport transport, Duration most, String key) {
        this.transport = transport;
        this.end = System.nanoTime() + most.toNanos();
        this.key = key;
    }

    /** The JSON of a reply with success. Asked again is only after 429, 503 and broken connections. */
    JsonNode post(String path, Map<String, String> headers, String body) {
        for (; ; ) {
            try {
                var left = left();
                var asked = shorter(left, LONGEST);
                var all = new LinkedHashMap<>(headers);
                all.put("Request-Timeout", "%d.%03d".formatted(asked.toSeconds(), asked.toMillisPart()));
                var reply = transport.post(path, all, body, shorter(left, LONGEST.plus(ON_THE_WAY)));
                if (reply.status() != 429 && reply.status() != 503) return Replies.read(reply, key);
                pause(reply.retryAfter(), Replies.problem(reply), null);
            } catch (IOException lost) {
                // Whether it was answered is not known: the key finds out.
                pause(Optional.empty(), "the connection broke: " + lost, lost);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new DoNotSend.NoAnswer(key, "interrupted", stopped);
            }
        }
    }

    /** Waits as long as the service says, or longer each time, and some more so that not all come back at once. */
    void pause(Optional<Duration> told, String why, IOException lost) {
        var step = FIRST.multipliedBy(1L << Math.min(number++, DOUBLINGS));
        var jitter = Duration.ofNanos(ThreadLocalRandom.current().nextLong(step.toNanos()));
        var wait = told.orElse(step.dividedBy(2)).plus(jitter);
        if (System.nanoTime() + wait.toNanos() >= end) throw new DoNotSend.NoAnswer(key, why, lost);
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DoNotSend.NoAnswer(key, "interrupted", stopped);
        }
    }

    private Duration left() {
        var left = Duration.ofNanos(end - System.nanoTime());
        if (left.toMillis() < 1) throw new DoNotSend.NoAnswer(key, "no time is left", null);
        return left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
