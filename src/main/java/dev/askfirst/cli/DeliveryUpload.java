package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Hands in one delivery report, follows its matching, and brings its rows. */
final class DeliveryUpload {

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Path file;
    private final String url;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    DeliveryUpload(Path file, String url, String token) {
        this.file = file;
        this.url = url + "/v1/reconciliations";
        this.token = token;
    }

    /** What was counted. */
    JsonNode run(String sender, Optional<Instant> from, Optional<Instant> to) throws IOException, InterruptedException {
        try (http) {
            var address = url + "?sender=" + URLEncoder.encode(sender, StandardCharsets.UTF_8)
                    + from.map(it -> "&from=" + it).orElse("")
                    + to.map(it -> "&to=" + it).orElse("");
            var reply = Upload.send(http, file, URI.create(address), token);
            if (reply.statusCode() != 202) throw Upload.refused(reply);
            var id = json(reply).get("id").textValue();
            var report = await(id);
            try (var rows = get("/" + id + "/report.csv").body()) {
                var part = beside().resolveSibling(beside().getFileName() + ".part");
                Files.copy(rows, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, beside(), StandardCopyOption.REPLACE_EXISTING);
            }
            return report.get("counts");
        } catch (ConnectException e) {
            throw new StartRefused("no service answers at " + URI.create(url).resolve("/"));
        }
    }

    /** Where the rows go. */
    Path beside() {
        var name = file.getFileName().toString();
        var stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        return file.resolveSibling(stem + ".reconciled.csv");
    }

    private JsonNode await(String id) throws IOException, InterruptedException {
        try (var bar = Upload.bar("matching", " rows", -1, 1)) {
            while (true) {
                var report = json(get("/" + id));
                bar.maxHint(Math.max(1, report.get("rows").asLong()))
                        .stepTo(report.get("done").asLong());
                var state = report.get("state").textValue();
                if (state.equals("done")) return report;
                if (!List.of("waiting", "running").contains(state)) throw new StartRefused("the report is " + state);
                Thread.sleep(BETWEEN);
            }
        }
    }

    private HttpResponse<InputStream> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .build();
        var reply = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (reply.statusCode() != 200) throw Upload.refused(reply);
        return reply;
    }

    private static JsonNode json(HttpResponse<InputStream> reply) throws IOException {
        try (var body = reply.body()) {
            return Json.MAPPER.readTree(body);
        }
    }
}
