package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Orders one export and brings its files into a folder; what is there already is not fetched again. */
final class ExportFetch {

    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final String ORDERED = ".export";

    private final URI url;
    private final String token;
    private final Path out;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ExportFetch(String url, String token, Path out) {
        this.url = URI.create(url + "/v1/audit/exports");
        this.token = token;
        this.out = out;
    }

    /**
     * Fetches what was ordered, or goes on with it.
     *
     * @param asked what the user asked for, without what is filled in anew every time
     */
    void run(String order, String asked) throws IOException, InterruptedException {
        Files.createDirectories(out);
        try (http) {
            var id = id(order, url + " " + asked);
            var status = await(id);
            for (var file : status.get("files")) fetch(id, file);
            Files.deleteIfExists(out.resolve(ORDERED));
        } catch (ConnectException e) {
            throw new StartRefused("no service answers at " + url.resolve("/"));
        }
    }

    /** Of an export that was ordered before and not fetched whole, or of a new one. */
    private String id(String order, String asked) throws IOException, InterruptedException {
        var ordered = out.resolve(ORDERED);
        if (Files.exists(ordered)) {
            var before = Files.readString(ordered).split("\n", 2);
            if (before.length == 2 && before[1].equals(asked)) return before[0];
            throw new StartRefused(
                    out + " holds the beginning of another export: call the command as then, or empty the folder");
        }
        try (var there = Files.list(out)) {
            if (there.findAny().isPresent()) throw new StartRefused(out + " is not empty");
        }
        var reply = json(send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(order)),
                202));
        var id = reply.get("id").textValue();
        Files.writeString(ordered, id + "\n" + asked);
        return id;
    }

    private JsonNode await(String id) throws IOException, InterruptedException {
        try (var bar = bar("exporting", " entries")) {
            while (true) {
                var status = json(send(HttpRequest.newBuilder(URI.create(url + "/" + id)), 200));
                bar.maxHint(Math.max(1, status.get("entries").asLong()))
                        .stepTo(status.get("done").asLong());
                var state = status.get("state").textValue();
                if (state.equals("done")) return status;
                if (!List.of("waiting", "running").contains(state)) {
                    Files.deleteIfExists(out.resolve(ORDERED));
                    throw new StartRefused("the export is " + state);
                }
                Thread.sleep(BETWEEN);
            }
        }
    }

    private void fetch(String id, JsonNode file) throws IOException, InterruptedException {
        var name = file.get("name").textValue();
        if (!name.matches("[a-z][a-z0-9.-]*")) throw new StartRefused("the service names a file `" + name + "`");
        var target = out.resolve(name);
        var there = Files.exists(target) ? Files.size(target) : 0;
        var size = file.get("bytes").asLong();
        if (there < size || size == 0) {
            var request = HttpRequest.newBuilder(URI.create(url + "/" + id + "/files/" + name));
            if (there > 0) request.header("Range", "bytes=" + there + "-");
            var reply = send(request, there > 0 ? 206 : 200);
            try (var bar = bar(name, " MB").maxHint(Math.max(1, size >> 20));
                    var from = reply.body();
                    var to = Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                var buffer = new byte[256 * 1024];
                var written = there;
                for (var n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.write(buffer, 0, n);
                    written += n;
                    bar.stepTo(written >> 20);
                }
            }
        }
        if (!sha256(target).equals(file.get("sha256").textValue())) {
            Files.delete(target);
            throw new StartRefused(name + " did not arrive as it was sent; run the command again");
        }
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request, int expected)
            throws IOException, InterruptedException {
        var reply = http.send(
                request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofInputStream());
        if (reply.statusCode() == expected) return reply;
        var detail = json(reply).path("detail").asText();
        var hint = reply.statusCode() == 404 ? "; empty " + out + " to order it anew" : "";
        throw new StartRefused("refused with status %d: %s%s".formatted(reply.statusCode(), detail, hint));
    }

    private static JsonNode json(HttpResponse<InputStream> reply) throws IOException {
        try (var body = reply.body()) {
            return Json.MAPPER.readTree(body);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[256 * 1024];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProgressBar bar(String task, String unit) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(-1)
                .setUnit(unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build();
    }
}
