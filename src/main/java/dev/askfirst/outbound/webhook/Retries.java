package dev.askfirst.outbound.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a delivery that failed is tried again: the schedule of Standard Webhooks 1.0.0, each wait up to a tenth longer. */
public final class Retries {

    static final List<Duration> SCHEDULE = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private Retries() {}

    /** How long to wait after the first so many attempts have failed; empty when it is time to give up. */
    public static Optional<Duration> after(int failed, RandomGenerator random) {
        if (failed > SCHEDULE.size()) return Optional.empty();
        var wait = SCHEDULE.get(failed - 1);
        // Receivers that were away are not met by everything at the same instant.
        return Optional.of(wait.plusMillis(random.nextLong(wait.toMillis() / 10 + 1)));
    }
}
