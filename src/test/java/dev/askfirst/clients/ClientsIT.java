package dev.askfirst.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The clients below `clients`, against a service that really runs, and dies. Whole numbers, by hand:
 * {@code -Daskfirst.clients.calls=10000 -Daskfirst.clients.kills=20 -Daskfirst.clients.lines=1000000}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientsIT {

    private static final int CALLS = Integer.getInteger("askfirst.clients.calls", 2_000);
    private static final int KILLS = Integer.getInteger("askfirst.clients.kills", 2);
    private static final int LINES = Integer.getInteger("askfirst.clients.lines", 20_000);
    private static final Duration LONG = Duration.ofMinutes(5).plusMillis(10L * CALLS + LINES);
    private static final String YES = "yes@clients.example";
    private static final Pattern SENT = Pattern.compile("sent ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");
    private static final Pattern PEAK = Pattern.compile("answers .* peak VmHWM: (\\d+) kB");
    private static final int MEBIBYTES = 1024;

    private static final Random RANDOM = new Random(15);
    private static RunningService service;
    private static Map<String, String> environment;

    /** Of offers of bags everybody gets one message a week. */
    @BeforeAll
    static void itRuns() throws Exception {
        service = RunningService.fresh("clients");
        environment = Map.of(
                "ASKFIRST_URL",
                "http://127.0.0.1:" + service.port(),
                "ASKFIRST_TOKEN",
                service.senderToken("acme-mailer"),
                "ASKFIRST_TEST_YES",
                YES);
        var acme = """
                {"name": "Acme", "contact": "mailto:people@acme.example", "language": "en",
                 "caps": [{"topic": "offers.bags", "max": 1, "per": "P7D"}]}""";
        var put = service.send("PUT", "/v1/catalog/controllers/acme", service.token("admin"), acme);
        assertEquals(200, put.statusCode(), put::body);
        sayYes(List.of(YES));
    }

    @AfterAll
    static void itStops() {
        if (service != null) service.close();
    }

    /** The client for Java is built here, for Java 17. */
    @Order(1)
    @ParameterizedTest
    @EnumSource
    void itsOwnTestsPass(Client client) throws SQLException {
        var ended = client.tests(environment).awaitEnd(LONG);
        assertEquals(0, ended.exit(), () -> ended.out() + ended.errors());
        var sent = sent(ended);
        assertEquals(1, sent.size(), () -> ended.out() + ended.errors());
        assertEquals(Map.of(sent.getFirst(), "permit sent"), recorded(sent));
    }

    /** Whatever was sent has its permit on record, and no retry took a second place under the cap, or nobody could be sent to. */
    @Order(2)
    @ParameterizedTest
    @EnumSource
    void nothingIsSentWithoutAPermitAndNothingTwiceWhenTheServiceDies(Client client) throws Exception {
        var people = people(client);
        sayYes(people);
        var sender = client.load("each", environment);
        try (var in = sender.process().outputWriter()) {
            in.write(String.join("\n", people));
        }
        for (var kill = 0; kill < KILLS; kill++) {
            var wanted = sender.lines("sent ") + RANDOM.nextInt(CALLS / (2 * KILLS));
            Await.until(wanted + " were sent", LONG, () -> hasSent(sender, wanted));
            service.kill();
            service.start();
        }
        var ended = sender.awaitEnd(LONG);
        assertEquals(0, ended.exit(), () -> ended.out() + ended.errors());
        assertTrue(ended.out().endsWith("done\n"), ended::out);
        assertEquals(0, sender.lines("kept "), ended::out);
        assertTrue(sender.lines("held ") + sender.lines("told again") > 0, "the service was not missed");
        everybodyWasSentOneMessage(sent(ended));
    }

    /** The heap of Java is 64 MiB; of the others it is all that the process ever had. */
    @Order(3)
    @ParameterizedTest
    @EnumSource
    void manyLinesTakeLittleMemory(Client client) {
        var ended = client.load("all " + LINES, environment).awaitEnd(LONG);
        assertEquals(0, ended.exit(), () -> ended.out() + ended.errors());
        var said = PEAK.matcher(ended.out());
        assertTrue(said.find() && said.group().startsWith("answers " + LINES), ended::out);
        System.out.println(client + ": " + said.group());
        var most = switch (client) {
            case JAVA -> Integer.MAX_VALUE;
            case PYTHON -> 64 * MEBIBYTES;
            case NODE -> 128 * MEBIBYTES;
        };
        assertTrue(Integer.parseInt(said.group(1)) < most, said::group);
    }

    private static void everybodyWasSentOneMessage(List<String> sent) throws SQLException {
        assertEquals(CALLS, sent.size(), "messages");
        var recorded = recorded(sent);
        assertEquals(CALLS, recorded.size(), "permits on record");
        recorded.forEach((id, what) -> assertEquals("permit sent", what, id));
    }

    private static boolean hasSent(Program sender, long wanted) {
        return sender.lines("sent ") >= wanted || !sender.process().isAlive();
    }

    private static List<String> sent(Program.Ended ended) {
        return SENT.matcher(ended.out())
                .results()
                .map(MatchResult::group)
                .map(it -> it.substring("sent ".length()))
                .toList();
    }

    /** What was decided and what was reported of each, as they are on record. */
    private static Map<String, String> recorded(List<String> ids) throws SQLException {
        var recorded = new TreeMap<String, String>();
        try (var connection = service.database();
                var select = connection.prepareStatement("""
                        select d.id, d.outcome || ' ' || o.outcome
                        from decision d left join outcome o on o.decision_id = d.id where d.id = any (?::uuid[])""")) {
            select.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (var row = select.executeQuery()) {
                while (row.next())
                    recorded.merge(row.getString(1), row.getString(2), (one, other) -> one + ", " + other);
            }
        }
        return recorded;
    }

    private static List<String> people(Client client) {
        return IntStream.range(0, CALLS)
                .mapToObj(i -> "%s-%d@clients.example".formatted(client, i))
                .toList();
    }

    private static void sayYes(List<String> addresses) throws InterruptedException {
        var rows = addresses.stream()
                .map(it -> "mailto:" + it + ",acme-marketing,1,form\n")
                .collect(Collectors.joining("", "contact,notice.id,notice.version,evidence.method\n", ""));
        var at = Instant.now().minus(1, ChronoUnit.DAYS);
        var request = HttpRequest.newBuilder(URI.create(environment.get("ASKFIRST_URL")
                        + "/v1/imports?kind=grants&controller=acme&topic=offers&channel=email&at=" + at))
                .header("Authorization", "Bearer " + environment.get("ASKFIRST_TOKEN"))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(rows))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var reply = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertTrue(reply.body().contains("\"created\":" + addresses.size()), reply::body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
