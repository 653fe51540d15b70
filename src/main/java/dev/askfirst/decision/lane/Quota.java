package dev.askfirst.decision.lane;

import dev.askfirst.catalog.RateRule;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How many questions a sender may still ask on this instance, by its rate. The quota refills steadily. A sender with
 * anything left may ask a batch of any size; what exceeds the quota becomes a debt.
 */
final class Quota {

    private double left = Double.POSITIVE_INFINITY;
    private long filled;

    /** Takes this many questions from the quota; a fault if nothing is left. */
    synchronized Optional<Fault> take(RateRule rate, int questions, long now) {
        fill(rate, now);
        if (left < 1) return Optional.of(exceeded(rate));
        left -= questions;
        return Optional.empty();
    }

    /** How long until the sender may ask again. */
    synchronized Duration wait(RateRule rate, long now) {
        fill(rate, now);
        return untilOne(rate);
    }

    private void fill(RateRule rate, long now) {
        var more = (now - filled) * rate.quota() / (double) rate.window().toNanos();
        left = Math.min(rate.quota(), left + more);
        filled = now;
    }

    private Duration untilOne(RateRule rate) {
        if (left >= 1) return Duration.ZERO;
        return Duration.ofNanos(Math.round((1 - left) * rate.window().toNanos() / rate.quota()));
    }

    /** The fault, with headers after draft-ietf-httpapi-ratelimit-headers-10. */
    private Fault exceeded(RateRule rate) {
        var seconds = Math.max(1, untilOne(rate).plusNanos(999_999_999).toSeconds());
        return Fault.of(
                        ProblemCode.QUOTA_EXCEEDED,
                        "more questions than %d in %d seconds"
                                .formatted(rate.quota(), rate.window().toSeconds()))
                .retryAfter(Duration.ofSeconds(seconds))
                .with(Map.of(
                        "RateLimit-Policy",
                        "\"questions\";q=%d;w=%d"
                                .formatted(rate.quota(), rate.window().toSeconds()),
                        "RateLimit",
                        "\"questions\";r=0;t=%d".formatted(seconds)));
    }
}
