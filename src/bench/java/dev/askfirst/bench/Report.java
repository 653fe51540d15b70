package dev.askfirst.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Puts the figures of a run between their marks in docs/performance.md; the rest of the page is written by hand. */
final class Report {

    private static final String START = "<!-- bench: written by ./askfirst bench -->";
    private static final String END = "<!-- end of bench -->";

    private Report() {}

    static void write(Path page, String figures) throws IOException {
        var text = Files.readString(page);
        var start = text.indexOf(START);
        var end = text.indexOf(END);
        if (start < 0 || end < start) throw new IOException("no marks for the figures in " + page);
        var written = "%s\n\nMeasured on %s.\n\n%s\n".formatted(START, LocalDate.now(ZoneOffset.UTC), figures);
        Files.writeString(page, text.substring(0, start) + written + text.substring(end));
    }
}
