package dev.askfirst.console.unasked;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Times;
import dev.askfirst.selfservice.form.CatalogNames;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/**
 * The form that a delivery report is handed in with, as somebody has filled it in.
 *
 * @param from the first day for which the report is complete; empty if it does not say
 * @param to the last one
 * @param wrong what is wrong with it; empty if nothing is
 * @param lines what is wrong with which rows of the file
 */
public record UploadForm(
        String sender, String from, String to, List<Named> senders, String wrong, List<Line> lines, long rejected) {

    /** A sender to choose. */
    public record Named(String id, String name) {}

    /** What is wrong with a row. */
    public record Line(long line, String why) {}

    /** How many wrong rows are not shown. */
    public long more() {
        return rejected - lines.size();
    }

    static UploadForm empty(Catalog catalog) {
        return new UploadForm("", "", "", senders(catalog), "", List.of(), 0);
    }

    static UploadForm refused(Upload upload, Catalog catalog, String wrong, List<Line> lines, long rejected) {
        return new UploadForm(
                text(upload.sender), text(upload.from), text(upload.to), senders(catalog), wrong, lines, rejected);
    }

    private static List<Named> senders(Catalog catalog) {
        var names = new CatalogNames(catalog, "en");
        return catalog.document().senders().stream()
                .map(it -> new Named(it.id(), names.sender(it.id())))
                .sorted(Comparator.comparing(Named::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /** The instant with which a day begins, or the one after it, as the API takes it; null if none is given. */
    static String instant(String field, String day, int later) {
        if (text(day).isEmpty()) return null;
        return Times.parseDate(text(day))
                .map(it -> start(it.plusDays(later)))
                .orElseThrow(() -> Fault.invalid(field, "is no day such as 2026-11-22"));
    }

    private static String start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }

    static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
