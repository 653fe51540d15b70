package dev.askfirst.catalog;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;

/** How much a sender may ask: as many questions at once as its quota, which fills up again within the window. */
public record RateRule(
        Integer quota,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration window) {

    static final int MOST = 100_000_000;
    static final Duration LONGEST = Duration.ofDays(1);

    boolean isPossible() {
        return quota != null
                && quota > 0
                && quota <= MOST
                && window != null
                && window.compareTo(Duration.ofSeconds(1)) >= 0
                && window.compareTo(LONGEST) <= 0
                && window.toNanosPart() == 0;
    }
}
