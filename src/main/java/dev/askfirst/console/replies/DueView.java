package dev.askfirst.console.replies;

import dev.askfirst.consent.inbound.InboundMessageRows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One reply that is due, as staff read it.
 *
 * @param text what they wrote; empty once it is erased
 * @param human whether a human of the controller answers who asks for one
 */
public record DueView(
        String id,
        String due,
        boolean overdue,
        String came,
        String from,
        String controller,
        String channel,
        String text,
        boolean human) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static DueView of(InboundMessageRows.ListedMessage it, Instant now, boolean human) {
        var due = it.dueAt().orElseThrow();
        return new DueView(
                it.id().toString(),
                MINUTE.format(due),
                !due.isAfter(now),
                MINUTE.format(it.at()),
                it.from().map(from -> from.replaceFirst("^(mailto|tel):", "")).orElse(""),
                it.controller(),
                it.channel(),
                it.text().orElse(""),
                human);
    }
}
