package dev.askfirst.bench;

import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What people and staff do while questions are asked: yes and no, erasures, now and then a list and an export. */
final class SoakPeople implements Runnable {

    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int LIST = 1000;
    private static final int ERASED = 10;
    private static final int LISTED = 500;
    private static final int EXPORTED = 2500;

    private final AtomicInteger again = new AtomicInteger();
    private final Service service;
    private final String admin;

    SoakPeople(Service service, String admin) {
        this.service = service;
        this.admin = admin;
    }

    /** How often something had to be sent again, because there was no answer. */
    int again() {
        return again.get();
    }

    @Override
    public void run() {
        try {
            for (var n = 1; !Thread.interrupted(); Thread.sleep(BETWEEN)) {
                try {
                    act(n);
                    n++;
                } catch (Service.NoAnswer _) {
                    // As clients do: the same again.
                    again.incrementAndGet();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            e.printStackTrace();
        }
    }

    private void act(int n) throws IOException, InterruptedException {
        var contact = "mailto:soak%d@bench.example".formatted(n);
        var said = service.post("/v1/grants", admin, "application/json", """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form", "source": "https://acme.example/signup"}}""".formatted(contact));
        service.post("/v1/withdrawals", admin, "application/json", """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email"}""".formatted(contact));
        if (n % ERASED == 0)
            service.delete(
                    "/v1/persons/" + Json.MAPPER.readTree(said).get("person").asText(), admin);
        if (n % LISTED == 0) service.post("/v1/imports?kind=withdrawals", admin, "text/csv", list(n));
        if (n % EXPORTED == 0) export();
    }

    /** What was recorded in the last minutes. */
    private void export() throws IOException, InterruptedException {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        service.post("/v1/audit/exports", SoakBench.token(service, "compliance"), "application/json", """
                {"from": "%s", "to": "%s", "format": "ndjson"}""".formatted(
                        now.minus(5, ChronoUnit.MINUTES), now));
    }

    private static String list(int n) {
        return IntStream.range(0, LIST)
                .mapToObj(
                        i -> "mailto:listed%d@bench.example,acme,offers,email,2026-01-01T09:00:00Z\n".formatted(n + i))
                .collect(Collectors.joining("", "contact,controller,topic,channel,at\n", ""));
    }
}
