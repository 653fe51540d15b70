package dev.askfirst.bench;

import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long it is from the moment at which a provider tells of a no, or a mail server hands one on, to the answer that denies the
 * next question, while others ask. Run by {@code BENCH=EventBench ./askfirst bench -Dbench.events=2000}.
 */
public final class EventBench {

    private static final int EVENTS = Integer.getInteger("bench.events", 2_000);
    private static final int RATE = Integer.getInteger("bench.rate", 300);
    private static final int TELLERS = Integer.getInteger("bench.tellers", 4);
    private static final int CONNECTIONS = 16;
    private static final int PORT = 18096;
    private static final byte[] KEY = new SecureRandom().generateSeed(32);
    private static final List<String> OPTIONS = List.of(
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseG1GC",
            "-XX:+UseCompactObjectHeaders",
            "--sun-misc-unsafe-memory-access=allow");

    private final Service service;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String sender;
    private final AtomicInteger person = new AtomicInteger();
    private final AtomicLong notAtOnce = new AtomicLong();

    private EventBench(Service service) {
        this.service = service;
        this.sender = token("sender", Optional.of("acme-mailer"));
    }

    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = Files.createTempDirectory(Files.createDirectories(home.resolve("target/bench")), "events");
        Files.writeString(
                work.resolve("standard"), "whsec_" + Base64.getEncoder().encodeToString(KEY));
        var options = new ArrayList<>(OPTIONS);
        options.add("-Daskfirst.connections.secrets=" + work);
        var jar = home.resolve("target/bench/quarkus-app/quarkus-run.jar");
        try (var service = Service.start(jar, work.resolve("data"), PORT, options)) {
            new EventBench(service).run();
        }
    }

    private String token(String role, Optional<String> of) {
        return LocalTokens.issue(service.data().resolve("keys"), role, of, Optional.empty(), Duration.ofHours(4));
    }

    private void run() throws Exception {
        var admin = token("admin", Optional.empty());
        service.post("/v1/imports?kind=grants", admin, "application/x-ndjson", Bench.grants());
        require(
                200,
                send(request("/v1/catalog/connections/standard", "application/json")
                        .header("Authorization", "Bearer " + admin)
                        .PUT(HttpRequest.BodyPublishers.ofString("""
                        {"adapter": "standard", "sender": "acme-mailer", "controller": "acme", "channel": "email", "secret": {"file": "standard"}}"""))));
        measure("warming up: events", this::event, EVENTS / 2);
        measure("warming up: mails", this::mail, EVENTS / 2);
        var over = new CompletableFuture<Void>();
        var beside = CompletableFuture.supplyAsync(
                () -> ask(over), task -> Thread.ofPlatform().start(task));
        measure("events by POST /in", this::event, EVENTS);
        measure("mails by POST /v1/mails", this::mail, EVENTS);
        over.complete(null);
        System.out.println("questions beside it: " + beside.join());
    }

    /** Questions about everybody, at a fixed rate. */
    private String ask(CompletableFuture<Void> over) {
        var all = new Histogram(60_000_000L, 3);
        var questions = new Load(
                PORT,
                Bench.questions().stream()
                        .map(it -> Load.post("/v1/decisions", sender, it))
                        .toList());
        try {
            while (!over.isDone())
                all.add(questions.open(CONNECTIONS, RATE, Duration.ofSeconds(2)).latencies());
            return "%d a second, %s".formatted(RATE, text(all));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Telling {
        HttpRequest about(String address, int n) throws Exception;
    }

    private void measure(String what, Telling telling, int events) throws InterruptedException {
        var took = new ConcurrentHistogram(60_000_000L, 3);
        var left = new AtomicInteger(events);
        notAtOnce.set(0);
        var tellers = new Thread[TELLERS];
        for (var i = 0; i < TELLERS; i++)
            tellers[i] = Thread.ofPlatform().start(() -> {
                while (left.getAndDecrement() > 0) took.recordValue(one(telling));
            });
        for (var teller : tellers) teller.join();
        System.out.printf(
                "%s, %d, %d at a time: %s; not denied by the next question: %d%n",
                what, events, TELLERS, text(took), notAtOnce.get());
    }

    /** In microseconds, from the first byte of the event to the answer that denies. */
    private long one(Telling telling) {
        var n = person.getAndIncrement();
        var address = "person%d@bench.example".formatted(n);
        try {
            var request = telling.about(address, n);
            var question = request("/v1/decisions", "application/json")
                    .header("Authorization", "Bearer " + sender)
                    .POST(HttpRequest.BodyPublishers.ofString(Bench.question(n)))
                    .build();
            var began = System.nanoTime();
            require(200, http.send(request, HttpResponse.BodyHandlers.ofString()));
            while (!http.send(question, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("\"deny\"")) notAtOnce.incrementAndGet();
            return (System.nanoTime() - began) / 1000;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest event(String address, int n) throws GeneralSecurityException {
        var body = "{\"type\": \"unsubscribe\", \"id\": \"e%d\", \"address\": \"%s\"}".formatted(n, address);
        var seconds = Long.toString(Instant.now().getEpochSecond());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        var signature = mac.doFinal(("msg_" + n + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        return request("/in/standard", "application/json")
                .header("webhook-id", "msg_" + n)
                .header("webhook-timestamp", seconds)
                .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest mail(String address, int n) {
        var text = "From: %s\nMessage-ID: <%d@bench.example>\nSubject: Re: Offers\n\nSTOP\n\n> Buy\n"
                .formatted(address, n);
        return request("/v1/mails", "message/rfc822")
                .header("Authorization", "Bearer " + sender)
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
    }

    private static HttpRequest.Builder request(String path, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                .header("Content-Type", type);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void require(int status, HttpResponse<String> reply) throws IOException {
        if (reply.statusCode() / 100 != status / 100) throw new IOException(reply.statusCode() + " " + reply.body());
    }

    private static String text(Histogram microseconds) {
        return "p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
                .formatted(
                        microseconds.getValueAtPercentile(50) / 1000.0,
                        microseconds.getValueAtPercentile(99) / 1000.0,
                        microseconds.getMaxValue() / 1000.0);
    }
}
