package dev.askfirst.consent.deputy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Routes;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route of the API with deputies of every set of rights, and with those who may nothing any more. The table is written by
 * hand: what opens what is a decision, not a consequence.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DeputyAccessTest {

    private static final List<String> RIGHTS = List.of("no", "see", "hours");
    private static final Set<String> ANY = Set.of("no", "see", "hours");

    /** Of each route that is open to deputies, the rights of which one is enough. */
    private static final Map<String, Set<String>> NEEDED = new TreeMap<>(Map.of(
            "POST /v1/refusals", Set.of("no"),
            "POST /v1/withdrawals", Set.of("no"),
            "GET /v1/persons/{id}", Set.of("see"),
            "GET /v1/persons/{id}/decisions", Set.of("see"),
            "GET /v1/persons/{id}/preferences", Set.of("see", "hours"),
            "PATCH /v1/persons/{id}/preferences", Set.of("hours"),
            "POST /v1/persons/{id}/pause", Set.of("hours"),
            "GET /v1/persons/{id}/deputies/{d}", ANY,
            "DELETE /v1/persons/{id}/deputies/{d}", ANY));

    @Inject
    TestClock clock;

    private UUID ana;

    @BeforeEach
    void somebody() {
        ana = Persons.idOf(Visiting.somebody());
    }

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void onlyTheseRoutesNameTheRole() {
        var open = new TreeSet<String>();
        Routes.all().filter(it -> it.roles().contains("deputy")).forEach(it -> open.add(it.toString()));
        assertEquals(NEEDED.keySet(), open);
    }

    /** The seven sets of rights that somebody can have. */
    static Stream<List<String>> sets() {
        return IntStream.range(1, 1 << RIGHTS.size())
                .mapToObj(set -> IntStream.range(0, RIGHTS.size())
                        .filter(it -> (set >> it & 1) == 1)
                        .mapToObj(RIGHTS::get)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("sets")
    void aRightOpensItsRoutesAndNoOther(List<String> may) {
        var deputy = Named.by(ana, may.toArray(String[]::new));
        for (var route : routes()) {
            var status = call(route, ana, deputy).statusCode();
            var needed = NEEDED.getOrDefault(route.toString(), Set.of());
            if (may.stream().anyMatch(needed::contains))
                assertTrue(status < 400, route + " with " + may + ": " + status);
            else assertEquals(403, status, route + " with " + may);
        }
    }

    @Test
    void whoMayNothingAnyMoreMeetsNobody() throws SQLException {
        var ended = Named.by(ana, "no", "see", "hours");
        Api.person(ana)
                .delete("/v1/persons/" + ana + "/deputies/" + ended)
                .then()
                .statusCode(204);
        var over = UUID.randomUUID();
        var until = clock.read().plus(Duration.ofHours(1));
        Named.put(ana, over, ", \"until\": \"" + until + "\"", "no", "see", "hours")
                .then()
                .statusCode(201);
        clock.set(until);
        for (var deputy : List.of(ended, over, UUID.randomUUID()))
            for (var route : routes())
                assertEquals(
                        NEEDED.containsKey(route.toString()) ? 404 : 403,
                        call(route, ana, deputy).statusCode(),
                        route.toString());
    }

    @Test
    void somebodyElsesDeputyMeetsNobodyHere() {
        var other = Named.by(Persons.idOf(Visiting.somebody()), "no", "see", "hours");
        for (var route : routes())
            if (route.path().startsWith("/v1/persons/"))
                assertEquals(
                        NEEDED.containsKey(route.toString()) ? 404 : 403,
                        call(route, ana, other).statusCode(),
                        route.toString());
    }

    /** Those of the API; to put oneself down comes last. */
    private static List<Routes.Route> routes() {
        return Routes.all()
                .filter(it -> !it.roles().isEmpty() && !it.path().startsWith("/console"))
                .sorted(Comparator.comparing((Routes.Route it) -> it.method().equals("DELETE") ? 1 : 0)
                        .thenComparing(Routes.Route::toString))
                .toList();
    }

    private Response call(Routes.Route route, UUID person, UUID deputy) {
        var request = Named.deputy(deputy);
        if (route.method().equals("PATCH")) {
            var tag = Api.person(person)
                    .get("/v1/persons/" + person + "/preferences")
                    .header("ETag");
            request.header("If-Match", tag)
                    .contentType("application/merge-patch+json")
                    .body("{}");
        } else if (!route.method().equals("GET")) {
            var pause = "{\"until\": \"" + Instant.now().plus(Duration.ofDays(2)) + "\"}";
            request.contentType(type(route.path())).body(route.path().endsWith("/pause") ? pause : "{}");
        }
        var path = route.path()
                .replace("{d}", deputy.toString())
                .replace("/persons/{id}", "/persons/" + person)
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        return request.request(route.method(), path);
    }

    private static String type(String path) {
        return switch (path) {
            case "/v1/imports", "/v1/reconciliations" -> "text/csv";
            case "/v1/decisions/stream", "/v1/scrubs" -> "application/x-ndjson";
            case "/v1/mails" -> "message/rfc822";
            default -> "application/json";
        };
    }
}
