package dev.askfirst.consent;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Whatever people said, and however many said it at once: folding their acts from the start gives their stored terms. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TermsFoldTest {

    private static final int PEOPLE = 12;
    private static final int ACTS = 240;
    private static final int AT_ONCE = 4;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<Integer> RECORDED_OR_KNOWN_OR_REFUSED = Set.of(200, 201, 409, 429);

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Test
    void foldingEveryonesActsGivesTheirTerms() throws Exception {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var tellers = IntStream.rangeClosed(1, AT_ONCE)
                    .mapToObj(TermsFoldTest::telling)
                    .toList();
            for (var told : threads.invokeAll(tellers)) told.get();
        }
        assertTrue(Folds.everybody(database, dataSource) >= PEOPLE);
    }

    private static Callable<Void> telling(int seed) {
        return () -> {
            tell(seed);
            return null;
        };
    }

    /** The same acts for one seed; only which teller comes first is not. */
    private static void tell(int seed) {
        var random = new Random(seed);
        for (var i = 0; i < ACTS / AT_ONCE; i++) {
            var act = List.of("grants", "grants", "grants", "refusals", "withdrawals")
                    .get(random.nextInt(5));
            var body = act.equals("grants") ? grant(random) : no(random);
            if (random.nextBoolean())
                body.put("at", START.plusSeconds(3600L * random.nextInt(40)).toString());
            var status =
                    caller(random).body(Json.write(body)).post("/v1/" + act).statusCode();
            assertTrue(RECORDED_OR_KNOWN_OR_REFUSED.contains(status), () -> status + " to " + body);
        }
    }

    private static RequestSpecification caller(Random random) {
        return random.nextInt(3) == 0 ? sender("agency") : staff(Caller.ADMIN);
    }

    private static Map<String, Object> grant(Random random) {
        var body = new LinkedHashMap<String, Object>();
        body.put("contact", contact(random));
        body.put("controller", one(random, "acme", "globex"));
        body.put("topic", one(random, "offers", "offers.shoes", "events", "newsletter", "orders"));
        body.put("channel", "email");
        body.put("basis", "implied");
        if (random.nextInt(3) == 0)
            body.put(
                    "expiresAt",
                    START.plusSeconds(3600L * (50 + random.nextInt(50))).toString());
        body.put("evidence", Map.of("method", one(random, "form", "api"), "source", "fair"));
        return body;
    }

    private static Map<String, Object> no(Random random) {
        var body = new LinkedHashMap<String, Object>();
        body.put("contact", contact(random));
        if (random.nextBoolean()) body.put("controller", one(random, "acme", "globex"));
        if (random.nextInt(3) > 0) body.put("topic", one(random, "offers", "offers.shoes", "orders"));
        if (random.nextInt(3) == 0) body.put("channel", one(random, "email", "sms"));
        if (random.nextInt(4) == 0 && !"sms".equals(body.get("channel"))) body.put("contactOnly", true);
        if (random.nextInt(4) == 0) body.put("services", true);
        body.put("evidence", Map.of("method", "page"));
        return body;
    }

    private static String contact(Random random) {
        return "mailto:fold%d@test.example".formatted(random.nextInt(PEOPLE));
    }

    private static String one(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }
}
