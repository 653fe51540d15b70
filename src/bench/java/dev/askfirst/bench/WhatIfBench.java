package dev.askfirst.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long it takes to work out what a draft would have changed of many decisions, and how long questions wait meanwhile: alone
 * and beside it in turns. Run by {@code BENCH=WhatIfBench ./askfirst bench -Dbench.rows=1000000}; with
 * {@code -Dbench.worker=0.16 -Dbench.java=-Daskfirst.jobs.here=false} an instance of its own works on it, with that share of one
 * processor.
 */
public final class WhatIfBench {

    private static final int PEOPLE = Integer.getInteger("bench.people", 100_000);
    private static final long ROWS = Long.getLong("bench.rows", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int RATE = Integer.getInteger("bench.rate", 300);
    private static final int CONNECTIONS = 16;
    private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 15));
    private static final int PORT = 18092;

    private static final String TOPIC = """
            {"parts": [{"kind": "topics", "part": {"id": "offers.shoes", "purpose": "marketing", "name": "Shoes",
             "needsConsent": false}}]}""";

    /** A cap where there was none: what it would have counted is counted from the record. */
    private static final String CAP = """
            {"parts": [{"kind": "controllers", "part": {"id": "acme", "name": "Acme", "contact": "mailto:a@acme.example",
             "language": "en", "caps": [{"max": 5, "per": "P7D"}]}}]}""";

    private final Build build;
    private final String admin;

    private WhatIfBench(Build build) {
        this.build = build;
        this.admin = LocalTokens.issue(
                build.data().resolve("keys"), "admin", Optional.empty(), Optional.empty(), Duration.ofHours(4));
    }

    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = Files.createTempDirectory(Files.createDirectories(home.resolve("target/bench")), "what-if");
        var jar = home.resolve("target/bench/quarkus-app/quarkus-run.jar");
        var share = Double.parseDouble(System.getProperty("bench.worker", "0"));
        try (var build = Build.start(jar, work, PORT);
                var _ = share == 0 ? null : Worker.start(jar, build.data(), PORT + 1, share)) {
            new WhatIfBench(build).run();
        }
    }

    private void run() throws Exception {
        say("bringing %,d people in", PEOPLE);
        build.seed(PEOPLE);
        decide();
        var draft = draft(TOPIC);
        for (var what : List.of(draft, draft(CAP))) say("with nothing else to do: %s", once(what));
        var singles = build.load("/v1/decisions", Bench.questions());
        singles.open(CONNECTIONS, RATE, TURN);
        var ratios = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var alone = p99(singles.open(CONNECTIONS, RATE, TURN), "alone");
            call("POST", path(draft), "");
            running(draft);
            ratios.add(p99(singles.open(CONNECTIONS, RATE, TURN), "beside it") / alone);
            say("still at work: %s", call("GET", path(draft), "").get("state").textValue());
            var loaded = build.load("/v1/decisions", Bench.questions());
            while (isOpen(draft)) loaded.open(CONNECTIONS, RATE, Duration.ofSeconds(1));
            say("beside %d questions a second: %s", RATE, took(draft));
        }
        var sorted = ratios.stream().sorted().toList();
        say(
                "p99 beside it is %.2f of that alone just before (median of %d pairs of turns, from %.2f to %.2f)",
                (sorted.get((ROUNDS - 1) / 2) + sorted.get(ROUNDS / 2)) / 2,
                ROUNDS,
                sorted.getFirst(),
                sorted.getLast());
    }

    /** Asks in bulk until there are enough decisions. */
    private void decide() throws IOException {
        var batches = build.load("/v1/decisions/batch", Bench.batches(Bench.questions()));
        long decided = 0;
        while (decided < ROWS)
            decided += batches.closed(2, Duration.ofSeconds(2)).answered() * Bench.BATCH;
        say("%,d decisions are on record", decided);
    }

    private String draft(String change) throws Exception {
        return call("POST", "/v1/catalog/drafts", change).get("id").textValue();
    }

    private String once(String draft) throws Exception {
        call("POST", path(draft), "");
        while (isOpen(draft)) Thread.sleep(200);
        return took(draft);
    }

    private void running(String draft) throws Exception {
        while (call("GET", path(draft), "").get("state").textValue().equals("waiting")) Thread.sleep(50);
    }

    private boolean isOpen(String draft) throws Exception {
        return List.of("waiting", "running")
                .contains(call("GET", path(draft), "").get("state").textValue());
    }

    private String took(String draft) throws Exception {
        var done = call("GET", path(draft), "");
        var seconds = Duration.between(
                                Instant.parse(done.get("at").textValue()),
                                Instant.parse(done.get("ended").textValue()))
                        .toMillis()
                / 1000.0;
        return "%,d decisions in %.1f s, %s"
                .formatted(done.get("done").longValue(), seconds, done.at("/result/changes"));
    }

    private static double p99(Load.Result result, String what) {
        var p99 = result.latencies().getValueAtPercentile(99) / 1000.0;
        say(
                "%s: p50 %.1f ms, p99 %.1f ms, %d failed",
                what, result.latencies().getValueAtPercentile(50) / 1000.0, p99, result.failed());
        return p99;
    }

    private static String path(String draft) {
        return "/v1/catalog/drafts/" + draft + "/what-if";
    }

    private JsonNode call(String method, String path, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var reply = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                            .header("Authorization", "Bearer " + admin)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() / 100 != 2) throw new IOException(reply.statusCode() + " " + reply.body());
            return Json.MAPPER.readTree(reply.body());
        }
    }

    private static void say(String text, Object... values) {
        System.out.println(text.formatted(values));
    }
}
