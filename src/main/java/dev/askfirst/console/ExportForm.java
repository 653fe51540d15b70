package dev.askfirst.console;

import dev.askfirst.export.ExportRequest;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.selfservice.form.Form;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An export as somebody has filled in the form for it: whole days, and filters where they are given. */
record ExportForm(Form form) {

    ExportRequest request() {
        return new ExportRequest(time("from", 0), time("to", 1), format(), filters(), null);
    }

    /** The start of a day as it was picked, or of one later; a time is taken as it is. */
    private Instant time(String field, int later) {
        var text = form.text(field);
        return Times.parseDate(text)
                .map(day -> day.plusDays(later).atStartOfDay(ZoneOffset.UTC).toInstant())
                .or(() -> Times.parse(text))
                .orElseThrow(() -> Fault.invalid(field, "must be a time such as `2026-11-22T10:00:00Z`"));
    }

    private ExportRequest.Format format() {
        var formats = ExportRequest.Format.values();
        return Arrays.stream(formats)
                .filter(it -> Json.text(it).equals(form.text("format")))
                .findFirst()
                .orElseThrow(() -> Fault.invalid(
                        "format",
                        Arrays.stream(formats)
                                .map(it -> "`" + Json.text(it) + "`")
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }

    private ExportRequest.Filters filters() {
        return new ExportRequest.Filters(
                filter("kind"),
                filter("outcome"),
                filter("reason"),
                filter("sender"),
                null,
                filter("topic"),
                filter("channel"),
                null);
    }

    private String filter(String name) {
        return form.given(name).orElse(null);
    }
}
