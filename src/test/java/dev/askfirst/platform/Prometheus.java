package dev.askfirst.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Debian's Prometheus as an operator runs it, but quicker: it scrapes every other second, and looks at its rules each. */
final class Prometheus implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = RunningService.freePort();
    private final Program server;
    private final Program machine;

    /**
     * Scrapes the service and this machine.
     *
     * @param rules groups of rules, as in a file of Prometheus' own
     */
    Prometheus(Path folder, int service, String rules) throws IOException {
        var exporter = RunningService.freePort();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("rules.yaml"), rules);
        Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yaml]
                scrape_configs:
                  - job_name: askfirst
                    scrape_interval: 2s
                    scrape_timeout: 2s
                    metrics_path: /q/metrics
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                  - job_name: machine
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(service, exporter));
        machine = Program.shell(
                "exec prometheus-node-exporter --collector.disable-defaults --collector.filesystem --web.listen-address=127.0.0.1:"
                        + exporter,
                Map.of());
        server = Program.shell(
                "exec prometheus --config.file='%1$s/prometheus.yaml' --storage.tsdb.path='%1$s/data' --web.listen-address=127.0.0.1:%2$d"
                        .formatted(folder, port),
                Map.of());
        Await.until("Prometheus is ready", START, this::isReady);
    }

    /** What `promtool` says of the rules; empty if it finds nothing wrong. */
    static String wrongWith(Path rules) {
        var said = Program.run("promtool check rules '" + rules + "'", Map.of());
        return said.exit() == 0 ? "" : said.out() + said.errors();
    }

    /** The series that an expression has now. */
    JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
    }

    /** Whether an alarm is raised, or will be if it goes on. */
    boolean raised(String alert) {
        for (var each : get("/api/v1/alerts").path("data").path("alerts")) {
            if (each.path("labels").path("alertname").asText().equals(alert)) return true;
        }
        return false;
    }

    private boolean isReady() {
        try {
            return http.send(request("/-/ready"), HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode get(String path) {
        try {
            var reply = http.send(request(path), HttpResponse.BodyHandlers.ofString());
            var body = Json.MAPPER.readTree(reply.body());
            if (!body.path("status").asText().equals("success")) throw new AssertionError(path + ": " + reply.body());
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    @Override
    public void close() {
        for (var program : new Program[] {server, machine}) {
            program.process().destroy();
            program.awaitEnd(START);
        }
        http.close();
    }
}
