package dev.askfirst.platform.http;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.senderToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.BareRequest;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators see is what the page says, of every request, and nothing about anybody. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class MetricsTest {

    private static final Path PAGE = Path.of("docs/operations/metrics.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(askfirst_\\w+)` \\| (\\w+) \\| ((?:`\\w+`(?:, )?)*) ?\\| (.*) \\|$");
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");
    private static final Pattern NAME = Pattern.compile("\"(askfirst(?:\\.[a-z]+)+\\.?)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TIMES = 20;
    private static final String ONLY = "only once";
    private static final String REQUESTS = "askfirst_http_requests_seconds_count";
    private static final String QUESTION = "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"offers\"}";

    /** What a page says of one figure. */
    private record Told(String kind, Set<String> labels, boolean always) {}

    @Test
    void thePageTellsOfEveryFigureAndOfNoOther() throws IOException {
        somethingHappens();
        var told = told();
        var found = found(Scraped.now());
        var missing = new TreeSet<String>();
        told.forEach((name, it) -> {
            if (!found.containsKey(name) && (it.always() || !inCode(name))) missing.add(name);
        });
        assertEquals(Set.of(), missing, "told of, and not there");
        found.forEach((name, it) -> {
            assertTrue(told.containsKey(name), () -> name + " is not on the page");
            assertEquals(it, new Told(told.get(name).kind(), told.get(name).labels(), true), name);
        });
    }

    @Test
    void noLabelSaysAnythingAboutAnybody() throws IOException {
        somethingHappens();
        var odd = new TreeSet<String>();
        for (var series : Scraped.now().series()) {
            series.labels().forEach((label, value) -> {
                if (!isHarmless(label, value)) odd.add(label + "=" + value);
            });
        }
        assertEquals(Set.of(), odd);
    }

    private static boolean isHarmless(String label, String value) {
        return switch (label) {
            case "le" -> true;
            case "route" -> value.equals("none") || value.matches("/[a-z0-9/._-]*(\\{[a-z]+}[a-z0-9/._-]*)*");
            case "status" -> value.matches("[1-5]\\d\\d|gone");
            case "lane" -> value.matches("\\d{1,2}");
            case "version" -> value.matches("20\\d\\d[a-z]");
            default -> value.matches("[a-zA-Z][a-zA-Z_ -]{0,40}");
        };
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /v1/decisions/{new}             | /v1/decisions/{id}     | 404
            GET  | /v1/decisions/{new}/            | /v1/decisions/{id}     | 404
            GET  | /v1/persons/{new}/history       | /v1/persons/{id}/history | 403
            GET  | //v1//persons/{new}/history     | /v1/persons/{id}/history | 403
            GET  | /v1/decisions;a=b/{new}         | /v1/decisions/{id}     | 404
            PUT  | /v1/decisions                   | /v1/decisions          | 405
            GET  | /u/{new}                        | /u/{token}             | 404
            GET  | /p/{new}?{new}                  | /p/{token}             | 404
            GET  | /c/{new}                        | /c/{token}             | 404
            GET  | /log/tile/0/x001/067            | /log/tile/{level}/{index} | 404
            GET  | /{new}                          | none                   | 404
            GET  | /v1/{new}/{new}                 | none                   | 404
            GET  | /q/health/live                  | /q/{page}              | 200
            """)
    void aRequestIsCountedByTheTemplateOfItsRoute(String method, String path, String route, int status) {
        var asked = path.replace("{new}", UUID.randomUUID().toString());
        String[] labels = {"method=\"%s\"".formatted(method), "route=\"" + route + "\"", "status=\"" + status + "\""};
        var before = Scraped.now().sum(REQUESTS, labels);
        var reply = RestAssured.given()
                .urlEncodingEnabled(false)
                .auth()
                .oauth2(senderToken("acme-mailer"))
                .contentType("application/json")
                .request(method, asked);
        assertEquals(status, reply.statusCode(), reply::asString);
        assertEquals(before + 1, Scraped.now().sum(REQUESTS, labels));
    }

    /** The one goes past the REST layer, the other through it. */
    @Test
    void aPlainQuestionIsCountedAsAnyOther() {
        String[] labels = {"method=\"POST\"", "route=\"/v1/decisions\"", "status=\"200\""};
        var before = Scraped.now();
        for (var type : List.of("application/json", "application/json;way=rest")) {
            careless(senderToken("acme-mailer"))
                    .contentType(type)
                    .body(QUESTION.formatted(Acts.newcomer()))
                    .post("/v1/decisions")
                    .then()
                    .statusCode(200);
        }
        var after = Scraped.now();
        assertEquals(before.sum(REQUESTS, labels) + 2, after.sum(REQUESTS, labels));
        assertTrue(after.sum("askfirst_http_requests_seconds_sum", labels)
                > before.sum("askfirst_http_requests_seconds_sum", labels));
        for (var step : List.of("queue", "decide", "commit")) {
            var label = "step=\"" + step + "\"";
            assertTrue(
                    after.sum("askfirst_lane_step_seconds_count", label)
                            > before.sum("askfirst_lane_step_seconds_count", label),
                    step);
        }
    }

    /** Whether the end of the connection or the end of the reply is seen first depends on who is quicker. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            acme-mailer | /v1/decisions/stream                                | application/x-ndjson
            acme-mailer | /v1/scrubs?channel=email&topic=offers&contact=email | text/csv
            acme-mailer | /v1/decisions                                       | application/json
            acme-mailer | /v1/decisions                                       | application/json;way=rest
            acme-mailer | /v1/decisions/batch                                 | application/json
            """)
    void whoGoesAwayBeforeTheReplyIsCountedToo(String sender, String path, String type) throws IOException {
        String[] labels = {"route=\"" + path.replaceAll("\\?.*", "") + "\"", "status=\"gone\""};
        for (var time = 0; time < TIMES; time++) {
            var before = Scraped.now().sum(REQUESTS, labels);
            var headers = List.of(
                    "Authorization: Bearer " + senderToken(sender), "Content-Type: " + type, "Content-Length: 1000");
            try (var socket = BareRequest.connect()) {
                socket.getOutputStream()
                        .write(new BareRequest("POST " + path + " HTTP/1.1", headers, QUESTION + "\n").bytes());
            }
            Await.until("it is counted", PATIENCE, () -> Scraped.now().sum(REQUESTS, labels) > before);
        }
    }

    @Test
    void healthAndConnectionsAreFigures() {
        ask("acme-mailer", QUESTION.formatted(Acts.newcomer())).then().statusCode(200);
        var scraped = Scraped.now();
        assertEquals(1, scraped.sum("askfirst_well", "check=\"durable commit\""));
        assertEquals(0, scraped.sum("askfirst_commit_trouble"));
        assertTrue(scraped.sum("askfirst_pool_active", "pool=\"lanes\"") >= 1);
        assertTrue(scraped.sum("askfirst_pool_most", "pool=\"lanes\"") >= 2);
    }

    @Test
    void aNoIsTimedUntilItIsInForce() {
        var before = Scraped.now().sum("askfirst_no_in_force_seconds_count");
        Acts.withdraw(Acts.newcomer(), "offers").then().statusCode(201);
        Acts.grant(Acts.newcomer(), "offers").then().statusCode(201);
        assertEquals(before + 1, Scraped.now().sum("askfirst_no_in_force_seconds_count"));
    }

    @Test
    void aSenderThatTheCatalogLacksHasNoFigureOfItsOwn() {
        var stranger = "stranger-" + UUID.randomUUID();
        ask(stranger, QUESTION.formatted(Acts.newcomer())).then().statusCode(403);
        var senders = Scraped.now().series().stream()
                .flatMap(it -> Stream.ofNullable(it.labels().get("sender")))
                .collect(Collectors.toSet());
        assertTrue(senders.contains("other") && !senders.contains(stranger), senders::toString);
    }

    private static void somethingHappens() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        ask("acme-mailer", QUESTION.formatted(ana)).then().statusCode(200);
        ask("acme-mailer", QUESTION.formatted(Acts.newcomer())).then().statusCode(200);
        anybody().get("/u/" + UUID.randomUUID());
    }

    /** The figures of a scrape, by name: those that a timer or a summary brings along belong to it. */
    private static Map<String, Told> found(Scraped scraped) {
        var types = scraped.types();
        var found = new TreeMap<String, Told>();
        types.forEach((name, kind) -> {
            if (!name.endsWith("_max") || !types.containsKey(name.replace("_max", "")))
                found.put(name, new Told(kind, labels(scraped, name), true));
        });
        return found;
    }

    private static Set<String> labels(Scraped scraped, String name) {
        var labels = new TreeSet<String>();
        for (var series : scraped.series()) {
            if (series.name().matches(name + "(_bucket|_sum|_count)?"))
                labels.addAll(series.labels().keySet());
        }
        labels.remove("le");
        return labels;
    }

    private static Map<String, Told> told() throws IOException {
        var told = new TreeMap<String, Told>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> {
            var labels =
                    WORD.matcher(row.group(3)).results().map(it -> it.group(1)).collect(Collectors.toSet());
            told.put(
                    row.group(1),
                    new Told(row.group(2), new TreeSet<>(labels), !row.group(4).contains(ONLY)));
        });
        return told;
    }

    /** Whether the code counts it, though nothing has happened yet that would make it show. */
    private static boolean inCode(String name) {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var names = new ArrayList<String>();
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList())
                NAME.matcher(Files.readString(file)).results().forEach(it -> names.add(it.group(1)));
            return names.stream()
                    .map(it -> it.replace('.', '_'))
                    .anyMatch(it -> name.equals(it) || name.equals(it + "_total"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
