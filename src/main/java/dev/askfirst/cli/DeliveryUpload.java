package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/** Hands in one delivery report, follows its matching, and brings its rows. */
final class DeliveryUpload {

    private static final String PATH = "/v1/reconciliations";

    private final Path file;
    private final ServiceClient service;

    DeliveryUpload(Path file, ServiceClient service) {
        this.file = file;
        this.service = service;
    }

    /** What was counted. */
    JsonNode run(String sender, Optional<Instant> from, Optional<Instant> to) throws IOException, InterruptedException {
        var query = "?sender=" + URLEncoder.encode(sender, StandardCharsets.UTF_8)
                + from.map(it -> "&from=" + it).orElse("")
                + to.map(it -> "&to=" + it).orElse("");
        var id = ServiceClient.json(service.send(file, PATH + query, 202))
                .get("id")
                .textValue();
        var report = service.end(PATH + "/" + id, "matching", "rows", " rows");
        var state = report.get("state").textValue();
        if (!state.equals("done")) throw new StartRefused("the report is " + state);
        try (var rows = service.read(PATH + "/" + id + "/report.csv", 0)) {
            var part = beside().resolveSibling(beside().getFileName() + ".part");
            Files.copy(rows, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, beside(), StandardCopyOption.REPLACE_EXISTING);
        }
        return report.get("counts");
    }

    /** Where the rows go. */
    Path beside() {
        var name = file.getFileName().toString();
        var stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        return file.resolveSibling(stem + ".reconciled.csv");
    }
}
