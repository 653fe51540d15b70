package dev.askfirst.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Pattern;

/** The while over which a cap counts: hours or days that roll on, or a day, week or month of the calendar. */
public sealed interface Per {

    /** The longest that a cap can look back, in days. */
    int MOST_DAYS = 366;

    /** So long before now: what was used is free again this much later. */
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

        /** The first instant of the next one. */
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

    /** How long after it was used a slot is free again for certain. */
    default Duration longest() {
        return switch (this) {
            case Rolling(var length) -> length;
            // A clock that is set back, or a calendar that leaves a day out, makes none longer than this.
            case Calendar calendar -> calendar.usual.plusDays(2);
        };
    }

    /** {@code PT1H} to {@code P366D}, {@code day}, {@code week} or {@code month}; empty if it is none of them. */
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
