package dev.askfirst.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Pattern;

/** The period of a cap: a rolling period of hours or days, or a day, week or month of the calendar. */
public sealed interface Per {

    /** The longest that a cap can look back, in days. */
    int MOST_DAYS = 366;

    /** A rolling period of this length up to now: a slot is free again this long after it was used. */
    record Rolling(Duration length) implements Per {}

    /** From one midnight to another in a zone. */
    enum Calendar implements Per {
        DAY(Duration.ofDays(1)),
        WEEK(Duration.ofDays(7)),
        MONTH(Duration.ofDays(31));

        private final Duration usual;

        Calendar(Duration usual) {
            this.usual = usual;
        }

        Instant start(Instant at, ZoneId zone) {
            return first(LocalDate.ofInstant(at, zone)).atStartOfDay(zone).toInstant();
        }

        /** The first instant of the next period. */
        Instant end(Instant at, ZoneId zone) {
            var first = first(LocalDate.ofInstant(at, zone));
            var next = switch (this) {
                case DAY -> first.plusDays(1);
                case WEEK -> first.plusWeeks(1);
                case MONTH -> first.plusMonths(1);
            };
            return next.atStartOfDay(zone).toInstant();
        }

        private LocalDate first(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }
    }

    /** The longest time after which a used slot is free again. */
    default Duration longest() {
        return switch (this) {
            case Rolling(var length) -> length;
            // Two days more than usual: neither clocks set back nor a day left out of a zone's calendar make it longer.
            case Calendar calendar -> calendar.usual.plusDays(2);
        };
    }

    /** {@code PT1H} to {@code P366D}, {@code day}, {@code week} or {@code month}; empty for any other text. */
    static Optional<Per> parse(String text) {
        if (text == null) return Optional.empty();
        return switch (text) {
            case "day" -> Optional.of(Calendar.DAY);
            case "week" -> Optional.of(Calendar.WEEK);
            case "month" -> Optional.of(Calendar.MONTH);
            default ->
                Optional.of(text)
                        .filter(it -> Forms.ROLLING.matcher(it).matches())
                        .map(Duration::parse)
                        .filter(it -> it.compareTo(Duration.ofDays(MOST_DAYS)) <= 0)
                        .map(Rolling::new);
        };
    }

    /** How periods are written. */
    final class Forms {
        private static final Pattern ROLLING = Pattern.compile("PT[1-9][0-9]{0,3}H|P[1-9][0-9]{0,2}D");

        private Forms() {}
    }
}
