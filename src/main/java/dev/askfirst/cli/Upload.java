package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Sends one file and follows its results: first the bytes that are sent, then the rows that are recorded. */
final class Upload {

    private static final int SHOWN = 10;

    private final Path file;
    private final TreeMap<Long, JsonNode> rejected = new TreeMap<>();
    private Optional<JsonNode> summary = Optional.empty();

    Upload(Path file) {
        this.file = file;
    }

    /** To a path of imports; true if every row is recorded. */
    boolean run(ServiceClient service, String path) throws IOException, InterruptedException {
        follow(service.send(file, path, 200));
        var counts = summary.orElseThrow(
                () -> new StartRefused(
                        "the connection ended early. What was recorded stays; import the file again, which changes nothing twice"));
        if (counts.has("format")) {
            var columns = new StringJoiner("`, `", "`", "`");
            counts.get("toldBy").forEach(it -> columns.add(it.asText()));
            System.err.printf(
                    "read as %s: it has the columns %s%n", counts.get("format").asText(), columns);
        }
        System.err.printf(
                "%d rows: %d recorded, %d known already, %d rejected%n",
                counts.get("rows").asLong(),
                counts.get("created").asLong(),
                counts.get("unchanged").asLong(),
                counts.get("rejected").asLong());
        if (rejected.isEmpty()) return true;
        report();
        return false;
    }

    private void follow(HttpResponse<InputStream> response) throws IOException {
        var rows = response.headers().firstValueAsLong("Askfirst-Rows").orElse(-1);
        try (var recorded = Bar.of("recording", rows, " rows");
                var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var result = Json.MAPPER.readTree(line);
                if (result.has("summary")) {
                    summary = Optional.of(result.get("summary"));
                } else {
                    recorded.step();
                    if (result.get("status").asText().equals("rejected")) {
                        rejected.put(result.get("line").asLong(), result.get("error"));
                    }
                }
            }
        }
    }

    private void report() throws IOException {
        rejected.entrySet().stream()
                .limit(SHOWN)
                .forEach(it -> System.err.printf(
                        "  line %d: %s%n",
                        it.getKey(), it.getValue().get("detail").asText()));
        if (rejected.size() > SHOWN) System.err.printf("  and %d more%n", rejected.size() - SHOWN);
        var written = new RejectedRows(file, ServiceClient.isCsv(file)).write(rejected);
        System.err.println("rejected rows: " + written.rows() + ", why: " + written.reasons());
    }
}
