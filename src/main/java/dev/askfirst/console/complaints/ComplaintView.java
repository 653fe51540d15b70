package dev.askfirst.console.complaints;

import dev.askfirst.consent.complaint.Complaint;
import dev.askfirst.platform.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * One complaint, as staff read it.
 *
 * @param text what they complained about; empty once it is erased
 * @param answer what they were told; empty until it is resolved, and once it is erased
 */
public record ComplaintView(
        String id,
        String state,
        boolean late,
        String due,
        String received,
        String acknowledged,
        String resolved,
        String outcome,
        String from,
        String controller,
        String text,
        String answer) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static ComplaintView of(Complaint it) {
        return new ComplaintView(
                it.id().toString(),
                Json.text(it.state()),
                it.late(),
                MINUTE.format(it.dueAt()),
                MINUTE.format(it.receivedAt()),
                minute(it.acknowledgedAt()),
                minute(it.resolvedAt()),
                it.outcome().orElse(""),
                it.contact()
                        .map(from -> from.replaceFirst("^(mailto|tel):", ""))
                        .orElse(""),
                it.controller(),
                it.text().orElse(""),
                it.answer().orElse(""));
    }

    private static String minute(Optional<Instant> at) {
        return at.map(MINUTE::format).orElse("");
    }
}
