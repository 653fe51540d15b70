package dev.askfirst.outbound.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.OtherInstance;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The feed in a topic of a real broker, read by a program that is not ours: whatever dies or hangs on either side, all of it is there,
 * and each person's events are in order for whoever drops what they know.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final int PEOPLE = 24;
    private static final Set<String> NOT_TOLD = Set.of("code.requested", "confirmation.requested");
    private static final String YES = """
            {"contact": "mailto:kafka-%d@test.example", "controller": "acme", "topic": "offers", "channel": "email",
             "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""";
    private static final String NO = """
            {"contact": "mailto:kafka-%d@test.example", "controller": "acme", "topic": "offers",
             "evidence": {"method": "form"}}""";

    private static Broker broker;
    private static TopicReader reader;
    private static RunningService service;

    /** The broker is not there yet. */
    @BeforeAll
    static void theServiceRuns() {
        broker = new Broker("kafka-broker");
        service = RunningService.fresh("kafka", options());
    }

    /** All instances are one source of events. */
    private static String[] options(String... more) {
        var all = new ArrayList<>(List.of(broker.options()));
        all.add("-Daskfirst.public-url=https://kafka.example");
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @AfterAll
    static void allEnd() {
        if (service != null) service.close();
        if (reader != null) reader.close();
        if (broker != null) broker.close();
    }

    @Test
    @Order(1)
    void aBrokerThatIsAwayHoldsUpNothing() throws Exception {
        Await.until("a round came to nothing", LONG, () -> measured("askfirst_kafka_failed_rounds") >= 1);
        everybodySays(2);
        assertAnswers();
        for (var check : List.of("ready", "live", "well")) assertEquals(200, status("/q/health/" + check), check);
        Await.until("it is told", LONG, () -> measured("askfirst_kafka_behind") > PEOPLE);
        assertTrue(measured("askfirst_kafka_behind_seconds") > 0);
        assertTrue(measured("askfirst_kafka_failures_total{why=\"away\"}") >= 1);
        broker.start();
        broker.makeTopic(Broker.TOPIC);
        reader = new TopicReader(broker, Broker.TOPIC);
        allIsThere();
        nothingIsLeft();
        assertEquals(0, measured("askfirst_kafka_behind_seconds"));
    }

    @Test
    @Order(2)
    void oneInstanceTellsItAndAnotherGoesOnWhenItDies() throws Exception {
        try (var other = OtherInstance.of(service, options())) {
            everybodySays(2);
            allIsThere();
            var ids = reader.records().stream()
                    .map(it -> it.at("/value/id").asText())
                    .toList();
            assertEquals(Set.copyOf(ids).size(), ids.size(), "events came twice while nothing failed");
            service.kill();
            for (var person = 0; person < PEOPLE; person++) say(person, other.port());
            other.kill();
            service.start();
        }
        everybodySays(1);
        service.kill();
        service.start();
        allIsThere();
    }

    @Test
    @Order(3)
    void theBrokerIsKilledWhileItIsTold() throws Exception {
        everybodySays(1);
        broker.kill();
        everybodySays(2);
        assertAnswers();
        broker.start();
        allIsThere();
    }

    /** Nothing was acknowledged, so nothing counts as told. */
    @Test
    @Order(4)
    void thePlaceMovesWithTheAcknowledgementAlone() throws Exception {
        nothingIsLeft();
        broker.freeze();
        var before = place();
        try {
            everybodySays(1);
            assertAnswers();
            var failed = measured("askfirst_kafka_failures_total{why=\"away\"}");
            Await.until(
                    "a round came to nothing",
                    LONG,
                    () -> measured("askfirst_kafka_failures_total{why=\"away\"}") > failed);
            assertEquals(before, place());
        } finally {
            broker.thaw();
        }
        nothingIsLeft();
        assertTrue(place() >= before + PEOPLE);
        allIsThere();
    }

    @Test
    @Order(5)
    void anEventThatIsTooLargeIsWaitedFor() throws Exception {
        broker.takeNoMoreThan(200);
        everybodySays(1);
        Await.until("it is refused", LONG, () -> measured("askfirst_kafka_failures_total{why=\"refused\"}") >= 1);
        Await.until("it is said", LONG, () -> service.warnings().toString().contains("for its own sake"));
        assertAnswers();
        broker.takeNoMoreThan(1_000_000);
        allIsThere();
        assertEquals(0, measured("askfirst_kafka_events_total{result=\"passed_over\"}"));
    }

    @Test
    @Order(6)
    void andPassedOverWhenItsTimeIsOver() throws Exception {
        broker.takeNoMoreThan(200);
        say(0, service.port());
        Await.until("it is held", LONG, () -> held().isPresent());
        var lost = held().orElseThrow();
        try (var connection = service.database();
                var later = connection.createStatement()) {
            later.execute("update kafka_progress set held_since = held_since - make_interval(hours => 1)");
        }
        Await.until(
                "it is passed over", LONG, () -> measured("askfirst_kafka_events_total{result=\"passed_over\"}") == 1);
        broker.takeNoMoreThan(1_000_000);
        everybodySays(1);
        allIsThere(lost);
    }

    /** Only what concerns its controllers, and people by the ids that it has; yeses of the demo end meanwhile. */
    @Test
    @Order(7)
    void aSenderIsToldInItsOwnWords() throws Exception {
        var topic = "acme.changes";
        broker.makeTopic(topic);
        var options = options("-Daskfirst.kafka.topic=" + topic, "-Daskfirst.kafka.sender=acme-mailer");
        try (var _ = OtherInstance.of(service, options);
                var words = new TopicReader(broker, topic)) {
            for (var end = System.nanoTime() + LONG.toNanos(); ; Await.pause()) {
                if (!words.events().isEmpty()
                        && bySubject(words.events()).equals(bySubject(feed(service.senderToken("acme-mailer"))))) break;
                assertTrue(System.nanoTime() < end, "the topic has what the feed has");
            }
            words.check();
        }
    }

    /** What the feed says, to the letter, and in its order for each person. */
    private static void allIsThere(String... lost) throws Exception {
        var feed = feed(service.token("admin")).stream()
                .filter(it -> !Set.of(lost).contains(it.get("id").asText()))
                .toList();
        Await.until("the topic has " + feed.size(), LONG, () -> reader.events().size() >= feed.size());
        var events = reader.events();
        assertEquals(bySubject(feed), bySubject(events));
        reader.check();
    }

    private static void nothingIsLeft() {
        Await.until("all is noted", LONG, () -> measured("askfirst_kafka_behind") == 0);
    }

    private static Map<String, List<JsonNode>> bySubject(List<JsonNode> events) {
        return events.stream()
                .collect(Collectors.groupingBy(it -> it.path("subject").asText()));
    }

    /** What the feed has for somebody, but for what is told only by name. */
    private static List<JsonNode> feed(String token) throws IOException, InterruptedException {
        var all = new ArrayList<JsonNode>();
        var after = "";
        while (true) {
            var page = Json.stored(service.send("GET", "/v1/changes?limit=1000" + after, token, "")
                    .body());
            for (var event : page.get("events"))
                if (!NOT_TOLD.contains(event.get("type").asText())) all.add(event);
            if (!page.get("more").asBoolean()) return all;
            after = "&after=" + page.get("next").asText();
        }
    }

    /** A yes and a no by turns, of everybody. */
    private static void everybodySays(int times) {
        for (var time = 0; time < times; time++) {
            IntStream.range(0, PEOPLE).parallel().forEach(person -> say(person, service.port()));
        }
    }

    private static void say(int person, int port) {
        var admin = service.token("admin");
        try {
            var is = RunningService.send(
                    port, "POST", "/v1/decisions", service.senderToken("acme-mailer"), question(person));
            var isYes = Json.stored(is.body()).path("outcome").asText().equals("permit");
            var said = isYes
                    ? RunningService.send(port, "POST", "/v1/withdrawals", admin, NO.formatted(person))
                    : RunningService.send(port, "POST", "/v1/grants", admin, YES.formatted(person));
            assertEquals(201, said.statusCode(), said::body);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String question(int person) {
        return """
                {"to": "mailto:kafka-%d@test.example", "channel": "email", "topic": "offers", "mode": "check"}""".formatted(person);
    }

    private static void assertAnswers() throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var answer = service.post("/v1/decisions", service.senderToken("acme-mailer"), question(0));
        assertEquals(200, answer.statusCode(), answer::body);
        assertTrue(System.nanoTime() - begun < AT_ONCE.toNanos(), "it waits for the broker");
    }

    private static int status(String path) throws IOException, InterruptedException {
        return service.send("GET", path, service.token("admin"), "").statusCode();
    }

    private static double measured(String series) {
        try {
            return service.send("GET", "/q/metrics", service.token("admin"), "")
                    .body()
                    .lines()
                    .filter(it -> it.startsWith(series + " "))
                    .mapToDouble(it -> Double.parseDouble(it.substring(series.length() + 1)))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long place() throws SQLException {
        try (var connection = service.database();
                var select = connection.createStatement();
                var row = select.executeQuery("select next_position from kafka_progress")) {
            assertTrue(row.next());
            return row.getLong(1);
        }
    }

    private static Optional<String> held() {
        try (var connection = service.database();
                var select = connection.createStatement();
                var row = select.executeQuery(
                        "select held_event::text from kafka_progress where held_event is not null")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
