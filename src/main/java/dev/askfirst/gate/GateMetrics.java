package dev.askfirst.gate;

import com.sun.net.httpserver.HttpServer;
import dev.askfirst.platform.StartRefused;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What is counted here, in Prometheus' text form. No label holds anything about a person. */
public final class GateMetrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer asking = Timer.builder("askfirst.gate.question")
            .serviceLevelObjectives(
                    Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100), Duration.ofSeconds(1))
            .register(registry);

    public GateMetrics() {
        // Alarms need to see zeros.
        for (var each : List.of("permit", "deny", "defer", "unfulfillable", "refused", "none"))
            counter("answers", "outcome", each);
    }

    /** Serves them at {@code /metrics} for as long as the process lives; returns the port. */
    public int serve(InetSocketAddress address) {
        try {
            var server = HttpServer.create(address, 16);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/metrics", exchange -> {
                var text = registry.scrape().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(200, text.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(text);
                }
            });
            server.start();
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new StartRefused("cannot serve metrics at %s: %s".formatted(address, e.getMessage()));
        }
    }

    Answer timed(Supplier<Answer> question) {
        return asking.record(question);
    }

    /** What the service said. */
    void answer(String outcome) {
        counter("answers", "outcome", outcome).increment();
    }

    /** What became of a message. */
    void message(String result) {
        counter("messages", "result", result).increment();
    }

    /** What was said of a permit, and whether that is on record. */
    void report(String outcome, boolean recorded) {
        registry.counter("askfirst.gate.reports", "outcome", outcome, "recorded", Boolean.toString(recorded))
                .increment();
    }

    private io.micrometer.core.instrument.Counter counter(String name, String label, String value) {
        return registry.counter("askfirst.gate." + name, label, value);
    }
}
