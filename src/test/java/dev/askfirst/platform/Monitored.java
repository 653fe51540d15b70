package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.outbound.Receiver;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.DoublePredicate;
import java.util.stream.StreamSupport;

/** The service as it stands in production, with all that it is connected to, before a Prometheus with the alert rules. */
final class Monitored implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(90);

    final PairedPostgres database;
    final IdentityProvider provider;
    final Receiver receiver;
    final SpanReceiver spans;
    final ProductionInstance service;
    final Prometheus prometheus;

    Monitored() throws Exception {
        database = PairedPostgres.start("monitoring");
        provider = new IdentityProvider();
        receiver = new Receiver();
        spans = new SpanReceiver();
        service = ProductionInstance.of(
                        database, database.port(), provider, "https://permissions.example", "monitoring-service")
                .with("askfirst.webhooks.allow", "127.0.0.1/32")
                .with("askfirst.retention.every", "1s")
                .with("askfirst.retention.delayed", "1s")
                .with("askfirst.tracing.endpoint", spans.url())
                .with("askfirst.tracing.share", "0")
                .with("askfirst.access-log", "true")
                .with("quarkus.log.console.json.enabled", "true");
        service.start();
        prometheus = new Prometheus(
                RunningService.freshFolder("monitoring-prometheus"), service.management(), quick(Runbook.spec()));
        load();
    }

    /** What a day brings: yeses, noes, answers of both kinds, a page, a subscriber; all of it between two scrapes at least. */
    private void load() {
        assertEquals(201, send("PUT", "/v1/webhooks/all", token(), "{\"url\": \"" + receiver.url() + "\"}"));
        var admin = provider.sign(IdentityProvider.claims().groups("admin"));
        assertEquals(201, send("PUT", "/v1/catalog/pushes/all", admin, """
                {"tool": "template", "controller": "acme", "channel": "email",
                 "template": {"no": {"method": "POST", "url": "%s"}}}""".formatted(receiver.url())));
        act("grants", "monitored-1", """
                , "channel": "email", "notice": {"id": "acme-marketing", "version": 1, "language": "en"}""");
        ask();
        awaitSeries("count_over_time(askfirst_decisions_total[1m]) > 1");
        ask();
        withdraw();
        awaitSeries(
                "increase(askfirst_no_in_force_seconds_count[1m]) > 0 and on () count_over_time(askfirst_log_sealing[1m]) > 3");
    }

    private void ask() {
        for (var i = 0; i < 20; i++) assertEquals(200, send("POST", "/v1/decisions", token(), question(i % 2)));
    }

    private void awaitSeries(String expression) {
        Await.until(expression, LONG, () -> !prometheus.query(expression).isEmpty());
    }

    /** A no of somebody who is new. */
    void withdraw() {
        act("withdrawals", "monitored-" + UUID.randomUUID(), "");
    }

    private void act(String what, String who, String more) {
        assertEquals(201, send("POST", "/v1/" + what, token(), """
                {"contact": "mailto:%s@test.example", "controller": "acme", "topic": "offers",
                 "evidence": {"method": "form"}%s}""".formatted(who, more)));
    }

    static String question(int who) {
        return """
                {"to": "mailto:monitored-%d@test.example", "channel": "email", "topic": "offers"}""".formatted(who);
    }

    String token() {
        return provider.sign(IdentityProvider.claims());
    }

    int send(String method, String path, String token, String body, String... headers) {
        try {
            return RunningService.send(service.port(), method, path, token, body, headers)
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitRaised(String alert) {
        Await.until(alert + " is raised", LONG, () -> prometheus.raised(alert));
    }

    void awaitOver(String alert) {
        Await.until(alert + " is over", LONG, () -> !prometheus.raised(alert));
    }

    static void run(Connection connection, String statement) throws SQLException {
        try (var run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    static void sh(String script) {
        var ended = Program.run(script, Map.of());
        assertEquals(0, ended.exit(), ended::errors);
    }

    /**
     * The way from an alarm to its cause: it is raised, the section that it leads to names this panel, and there stands a series
     * with this in its labels and such a value.
     */
    void awaitLeads(String alert, String panel, String label, DoublePredicate value) throws IOException {
        awaitRaised(alert);
        assertTrue(Runbook.section(alert).contains("*" + panel), () -> alert + " does not lead to " + panel);
        var query = Runbook.queries(panel).getFirst();
        Await.until(
                panel + " shows " + label,
                LONG,
                () -> StreamSupport.stream(prometheus.query(query).spliterator(), false)
                        .filter(it -> it.path("metric").toString().contains(label))
                        .anyMatch(it -> value.test(it.path("value").path(1).asDouble())));
    }

    /** The same rules, raised at once, and after seconds where they wait for a minute; a small disk of ours counts. */
    private static String quick(JsonNode spec) throws IOException {
        Runbook.rules(spec).map(ObjectNode.class::cast).forEach(rule -> {
            if (rule.has("for")) rule.put("for", "1s");
            var expression = rule.path("expr").asText();
            rule.put(
                    "expr",
                    expression
                            .replace("(askfirst_log_waiting) > 60", "(askfirst_log_waiting) > 3")
                            .replace("tmpfs|", ""));
        });
        return new YAMLMapper().writeValueAsString(spec);
    }

    @Override
    public void close() {
        prometheus.close();
        service.close();
        receiver.close();
        spans.close();
        provider.close();
        database.close();
    }
}
