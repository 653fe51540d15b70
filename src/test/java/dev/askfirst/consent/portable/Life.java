package dev.askfirst.consent.portable;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What people say at one installation, and what senders ask about them, drawn at random. */
final class Life {

    private static final List<String> TOPICS = List.of(
            "offers",
            "offers.shoes",
            "offers.shoes.running",
            "offers.bags",
            "events",
            "orders",
            "appointments",
            "security");
    private static final Instant BASE =
            Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(1));

    private final RunningService home;
    private final Random random;

    Life(RunningService home, Random random) {
        this.home = home;
        this.random = random;
    }

    Map<String, Object> question(String contact) {
        var personal = random.nextInt(3) == 0;
        var message = personal
                ? Map.of("authorship", "personal", "author", "Kim")
                : Map.<String, Object>of("authorship", pick(List.of("assisted", "automated")));
        var question = new HashMap<String, Object>(Map.of("to", contact, "channel", "email", "mode", "check"));
        question.put("controller", pick(List.of("acme", "globex")));
        question.put("topic", pick(TOPICS));
        question.put(
                "at",
                BASE.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 40))).toString());
        question.put("message", message);
        return question;
    }

    /** A life at home: yeses and noes of many scopes, in no order, hours, limits and a pause. */
    void lead(String ana) throws Exception {
        var admin = home.token("admin");
        grant(ana, "acme", "offers", 900, Optional.empty(), admin);
        for (var i = random.nextInt(7); i > 0; i--) {
            var controller = pick(List.of("acme", "globex"));
            var ago = 1 + random.nextInt(800);
            if (random.nextBoolean()) {
                var topic = pick(List.of("offers", "offers.shoes", "offers.shoes.running", "offers.bags", "events"));
                var ends = random.nextInt(4) == 0
                        ? Optional.of(BASE.plus(Duration.ofDays(Math.max(random.nextInt(60) - 20, 1 - ago)))
                                .toString())
                        : Optional.<String>empty();
                grant(ana, controller, topic, ago, ends, admin);
            } else {
                var no = new HashMap<String, Object>(
                        Map.of("contact", ana, "at", ago(ago), "evidence", Map.of("method", "call")));
                if (random.nextInt(3) > 0) no.put("controller", controller);
                if (random.nextInt(3) > 0)
                    no.put("topic", pick(List.of("offers", "offers.shoes", "events", "orders", "security")));
                if (random.nextInt(3) == 0) no.put("channel", pick(List.of("email", "sms")));
                if (random.nextInt(4) == 0 && !"sms".equals(no.get("channel"))) no.put("contactOnly", true);
                if (random.nextInt(4) == 0) no.put("services", true);
                var path = random.nextBoolean() ? "/v1/refusals" : "/v1/withdrawals";
                ok(home.post(path, admin, Json.write(no)));
            }
        }
        var person = person(home, ana);
        if (random.nextInt(3) > 0)
            ok(home.send(
                    "PUT",
                    "/v1/persons/" + person + "/preferences",
                    admin,
                    Json.write(preferences()),
                    "If-Match",
                    "*"));
        if (random.nextInt(4) == 0) {
            var pause = new HashMap<String, Object>(Map.of(
                    "until", BASE.plus(Duration.ofDays(random.nextInt(30) + 1)).toString()));
            if (random.nextBoolean()) pause.put("topic", pick(List.of("offers.shoes", "orders")));
            ok(home.post("/v1/persons/" + person + "/pause", admin, Json.write(pause)));
        }
    }

    private Map<String, Object> preferences() {
        var all = new HashMap<String, Object>(
                Map.of("timeZone", pick(List.of("Europe/Rome", "America/New_York", "Asia/Tokyo"))));
        var windows = new ArrayList<Map<String, Object>>();
        for (var i = random.nextInt(3); i > 0; i--) {
            var window = new HashMap<String, Object>(Map.of(
                    "from", "0%d:00".formatted(random.nextInt(9)), "to", pick(List.of("12:30", "18:00", "24:00"))));
            if (random.nextBoolean()) window.put("days", List.of("MON", "WED", "SAT"));
            if (random.nextInt(3) == 0) window.put("topic", pick(List.of("offers", "events", "orders")));
            windows.add(window);
        }
        all.put("windows", windows);
        if (random.nextBoolean())
            all.put(
                    "caps",
                    List.of(Map.of(
                            "max", random.nextInt(2), "per", "P7D", "controller", pick(List.of("acme", "globex")))));
        if (random.nextBoolean())
            all.put(
                    "authorship",
                    List.of(Map.of("accepts", pick(List.of(List.of("personal"), List.of("personal", "assisted"))))));
        return all;
    }

    private void grant(String ana, String controller, String topic, int daysAgo, Optional<String> ends, String admin)
            throws Exception {
        var yes = new HashMap<String, Object>(Map.of(
                "contact",
                ana,
                "controller",
                controller,
                "topic",
                topic,
                "channel",
                "email",
                "at",
                ago(daysAgo),
                "notice",
                Map.of("id", controller + "-marketing", "version", 1, "language", "en"),
                "evidence",
                Map.of("method", "form", "source", "https://acme.example/join")));
        ends.ifPresent(it -> yes.put("expiresAt", it));
        ok(home.post("/v1/grants", admin, Json.write(yes)));
    }

    private static String ago(int days) {
        return BASE.minus(Duration.ofDays(days)).toString();
    }

    static String person(RunningService service, String contact) throws Exception {
        var found = service.post("/v1/persons/lookup", service.token("admin"), Json.write(Map.of("contact", contact)));
        return Json.MAPPER.readTree(found.body()).get("person").textValue();
    }

    static void ok(HttpResponse<String> reply) {
        assertTrue(reply.statusCode() < 300, () -> reply.statusCode() + " " + reply.body());
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
