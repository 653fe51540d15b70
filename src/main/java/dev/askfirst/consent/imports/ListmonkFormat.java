package dev.askfirst.consent.imports;

import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * A listmonk subscriber export: {@code uuid,email,name,attributes,status,created_at,updated_at}. The status says
 * nothing about a list, so a row is a yes only if the caller says so; a blocklisted row is always a suppression.
 */
record ListmonkFormat(ImportRequest.CheckedImport file, ActRules rules) implements ImportFormat {

    /** How Go writes a time as text: {@code 2024-01-15 10:30:45.123456 +0000 UTC}. */
    private static final DateTimeFormatter GO = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern(" xx")
            .toFormatter(java.util.Locale.ROOT);

    @Override
    public ImportReading read(ImportRow row) {
        var email = row.text("email").orElseThrow(() -> Fault.invalid("email", "is missing"));
        var subscriber = new SubscriberRow(file, rules, email);
        var created = subscriber.dated("created_at", time(row, "created_at"));
        var updated = subscriber.dated("updated_at", time(row, "updated_at")).or(() -> created);
        return switch (row.text("status").orElse("")) {
            case "blocklisted" -> subscriber.suppression(Suppressions.Reason.COMPLAINT, updated);
            case "enabled" ->
                switch (file.kind()) {
                    case GRANTS, BOTH -> subscriber.grant(created, Optional.empty());
                    case WITHDRAWALS -> subscriber.withdrawal(updated);
                    case SUPPRESSIONS -> subscriber.suppression(Suppressions.Reason.LEGAL, updated);
                };
            case "disabled" -> throw Fault.invalid("status", "`disabled` is neither yes nor no");
            default -> throw Fault.invalid("status", "must be `enabled`, `disabled` or `blocklisted`");
        };
    }

    private static Optional<Instant> time(ImportRow row, String column) {
        return row.text(column).map(text -> go(column, text));
    }

    static Instant go(String column, String text) {
        var iso = Times.parse(text);
        if (iso.isPresent()) return iso.get();
        try {
            // After the offset come the zone's abbreviation and sometimes a monotonic reading: "+0000 UTC m=+0.01".
            var parts = text.split(" ");
            if (parts.length < 3) throw new DateTimeException(text);
            return Times.micros(OffsetDateTime.parse(String.join(" ", parts[0], parts[1], parts[2]), GO)
                    .toInstant());
        } catch (DateTimeException _) {
            throw Fault.invalid(column, "is not a time as listmonk writes it");
        }
    }
}
