package dev.askfirst.consent.complaint;

import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole register as a file, for an authority or an auditor: CSV (RFC 4180) or NDJSON, the newest complaint first. */
@ApplicationScoped
public class ComplaintExport {

    public static final String CSV = "text/csv";
    public static final String NDJSON = "application/x-ndjson";

    private static final int PIECE = 500;
    private static final List<String> COLUMNS = List.of(
            "id",
            "at",
            "receivedAt",
            "controller",
            "state",
            "dueAt",
            "late",
            "acknowledgedAt",
            "resolvedAt",
            "outcome",
            "contact",
            "text",
            "answer");

    private final ComplaintService complaints;

    ComplaintExport(ComplaintService complaints) {
        this.complaints = complaints;
    }

    /** The file for whoever may see it; that they took it is on record before. */
    public Response of(String format, String controller, Caller caller) {
        var checks = new Checks();
        var csv = format == null || format.equals("csv");
        if (!csv && !format.equals("ndjson")) checks.error("format", "is `csv` or `ndjson`");
        checks.optionalId("controller", controller);
        checks.done();
        var wanted = Optional.ofNullable(controller);
        var first = complaints.list(new ListRequest.CheckedList(wanted, Optional.empty(), PIECE), false, caller);
        StreamingOutput content = to -> write(to, csv, first, wanted, caller);
        return Response.ok(content, csv ? CSV + "; charset=utf-8" : NDJSON)
                .header("Content-Disposition", "attachment; filename=\"complaints." + (csv ? "csv" : "ndjson") + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private void write(
            OutputStream to, boolean csv, ComplaintService.Page first, Optional<String> controller, Caller caller)
            throws IOException {
        if (csv) line(to, String.join(",", COLUMNS) + "\r\n");
        for (var page = first; ; page = next(page.next().orElseThrow(), controller, caller)) {
            for (var it : page.complaints()) line(to, csv ? row(it) : Json.write(it) + "\n");
            if (page.next().isEmpty()) return;
        }
    }

    private ComplaintService.Page next(UUID after, Optional<String> controller, Caller caller) {
        return complaints.list(new ListRequest.CheckedList(controller, Optional.of(after), PIECE), false, caller);
    }

    private static String row(Complaint it) {
        var node = Json.MAPPER.valueToTree(it);
        return COLUMNS.stream()
                        .map(name -> node.path(name).asText(""))
                        .map(ComplaintExport::quoted)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** What a spreadsheet would take for a formula is text. */
    private static String quoted(String value) {
        var safe = Stream.of("=", "+", "-", "@", "\t", "\r").anyMatch(value::startsWith) ? "'" + value : value;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static void line(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
