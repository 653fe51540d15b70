package dev.askfirst.console.requests;

import dev.askfirst.consent.human.HumanRequest;
import dev.askfirst.platform.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One request to talk to a human, as staff read it.
 *
 * @param text what they wrote; empty once it is erased
 * @param answer what they were told; empty until then, and once it is erased
 */
public record RequestView(
        String id,
        String state,
        boolean late,
        String due,
        String asked,
        String answered,
        String controller,
        String person,
        String text,
        String answer,
        String by) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static RequestView of(HumanRequest it) {
        return new RequestView(
                it.id().toString(),
                Json.text(it.state()),
                it.late(),
                minute(it.dueAt()),
                minute(it.at()),
                it.answeredAt().map(RequestView::minute).orElse(""),
                it.controller(),
                it.person().toString(),
                it.text().orElse(""),
                it.answer().orElse(""),
                it.by().orElse(""));
    }

    private static String minute(Instant at) {
        return MINUTE.format(at);
    }
}
