package dev.askfirst.console.hand;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Times;
import dev.askfirst.platform.language.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/** Whole days in UTC, the first and the last of them included; without either, all there is. */
record Days(Optional<LocalDate> first, Optional<LocalDate> last) {

    static final Days ALL = new Days(Optional.empty(), Optional.empty());

    private static final Texts TEXTS = Texts.of("hand", "en");
    private static final Instant END = Instant.parse("9000-01-01T00:00:00Z");
    private static final int EARLIEST = 1970;
    private static final int LATEST = 8999;

    /** As typed: a month, or a first and a last day; a fault says in a sentence what is wrong. */
    static Days of(String month, String from, String to) {
        if (!month.isEmpty()) {
            if (!from.isEmpty() || !to.isEmpty()) throw wrong("month", "wrongBoth");
            return month(month);
        }
        if (from.isEmpty() && to.isEmpty()) return ALL;
        var first = day("from", from);
        var last = day("to", to);
        if (last.isBefore(first)) throw wrong("to", "wrongOrder");
        return new Days(Optional.of(first), Optional.of(last));
    }

    private static Days month(String text) {
        try {
            var month = YearMonth.parse(text);
            if (month.getYear() < EARLIEST || month.getYear() > LATEST) throw wrong("month", "wrongMonth");
            return new Days(Optional.of(month.atDay(1)), Optional.of(month.atEndOfMonth()));
        } catch (DateTimeException _) {
            throw wrong("month", "wrongMonth");
        }
    }

    private static LocalDate day(String field, String text) {
        if (text.isEmpty()) throw wrong(field, "wrongHalf");
        return Times.parseDate(text)
                .filter(day -> day.getYear() >= EARLIEST && day.getYear() <= LATEST)
                .orElseThrow(() -> wrong(field, "wrongDay"));
    }

    private static Fault wrong(String field, String text) {
        return Fault.about(ProblemCode.INVALID_REQUEST, field, TEXTS.text(text));
    }

    boolean isAll() {
        return first.isEmpty();
    }

    /** The first instant. */
    Instant from() {
        return first.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()).orElse(Instant.EPOCH);
    }

    /** The first instant after the last day. */
    Instant until() {
        return last.map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElse(END);
    }
}
