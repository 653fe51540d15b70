package dev.askfirst.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Routes;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.WrongBodies;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every member of every JSON body wrong, one at a time, as the contract tells what is right: never our fault, always a
 * problem that names the member, and nothing of a refused request is kept.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class EveryFieldWrongTest {

    /**
     * What is wrong with an item of a batch stops no other, and what is wrong with an evaluation is told as AuthZEN wants it
     * ({@code BadEvaluationTest}).
     */
    private static final Set<String> ANSWERED_OTHERWISE =
            Set.of("/v1/decisions/batch", "/access/v1/evaluation", "/access/v1/evaluations");

    /** Written by the service itself, whoever asks what. */
    private static final String NOT_OF_REQUESTS = """
            'grant_use', 'flyway_schema_history', 'commit_probe', 'audit_key', 'outbox', 'told', 'feed_position', 'webhook_delivery',
            'webhook_turn', 'webhook_progress', 'push', 'push_progress', 'tile', 'checkpoint', 'sealer', 'log_key',
            'decision_hour', 'decision_day', 'decision_count_mark', 'decision_stretch', 'decision_shape', 'yes_day', 'yes_day_mark'""";

    @Inject
    Database database;

    @Inject
    Scheduler scheduler;

    static Stream<WrongBodies.Operation> operations() {
        return WrongBodies.operations().filter(it -> !ANSWERED_OTHERWISE.contains(it.path()));
    }

    /** What the service does by itself would be counted too. */
    @BeforeEach
    void nothingElseHappens() {
        scheduler.pause();
    }

    @AfterEach
    void asUsual() {
        scheduler.resume();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void isRefusedByName(WrongBodies.Operation operation) {
        var person = person();
        var before = rows();
        var complaints = new ArrayList<String>();
        var wrongs = WrongBodies.of(operation);
        for (var wrong : wrongs) {
            var answer = send(operation, wrong.body(), person);
            complaint(wrong, answer).ifPresent(complaints::add);
        }
        assertEquals("", String.join("\n", complaints));
        assertEquals(before, rows(), "a refused request leaves nothing behind");
        assertTrue(wrongs.size() > 10, () -> wrongs.size() + " wrong bodies");
    }

    private static Optional<String> complaint(WrongBodies.Wrong wrong, Response answer) {
        var status = answer.statusCode();
        var text = answer.asString();
        if (!Set.of(400, 422).contains(status)) return Optional.of(told(wrong, status + " " + text));
        if (!answer.contentType().startsWith("application/problem+json")) return Optional.of(told(wrong, "no problem"));
        if (text.contains("Exception") || text.contains("dev.askfirst")) return Optional.of(told(wrong, text));
        // What is well-formed and there is none of is named by the code.
        if (status == 422 && text.contains("/problems/unknown-" + wrong.field().split("\\.")[0]))
            return Optional.empty();
        List<String> fields = answer.jsonPath().getList("errors.field");
        var named = fields != null && fields.stream().anyMatch(field -> names(field, wrong));
        return named ? Optional.empty() : Optional.of(told(wrong, text));
    }

    /** The member itself, what it is part of, or what is part of it; what breaks the JSON breaks all of the body. */
    private static boolean names(String field, WrongBodies.Wrong wrong) {
        var plain = field.replaceAll("\\[\\d+]", "");
        var about = wrong.field();
        return plain.equals(about)
                || about.startsWith(plain + ".")
                || plain.startsWith(about + ".")
                || plain.endsWith("." + about)
                || plain.equals("body")
                        && (wrong.how().equals("deep") || wrong.how().equals("1e999"));
    }

    private static String told(WrongBodies.Wrong wrong, String what) {
        var how = wrong.how().length() > 40 ? wrong.how().substring(0, 40) : wrong.how();
        return "%s as %s: %s".formatted(wrong.field(), how, what.length() > 300 ? what.substring(0, 300) : what);
    }

    private static Response send(WrongBodies.Operation operation, String body, String person) {
        var notice = operation.path().contains("notices");
        var path = operation
                .path()
                .replace("{id}", notice ? "acme-marketing" : person)
                .replaceAll("\\{[a-z]+}", "3f1c2d4e-5b6a-4c7d-8e9f-0a1b2c3d4e5f");
        var request = caller(operation, person);
        if (path.startsWith("/v1/persons/")) request.header("If-Match", "\"1\"");
        return request.contentType(operation.mediaType()).body(body).request(operation.method(), path);
    }

    private static RequestSpecification caller(WrongBodies.Operation operation, String person) {
        var roles = Routes.all()
                .filter(route -> route.toString().equals(operation.toString()))
                .findFirst()
                .orElseThrow()
                .roles();
        if (roles.isEmpty()) return Api.anybody();
        if (roles.contains(Caller.ADMIN)) return Api.careless(Api.token(Caller.ADMIN));
        if (roles.equals(Set.of(Caller.PERSON))) return Api.careless(Api.personToken(UUID.fromString(person)));
        return Api.careless(
                roles.contains(Caller.SENDER)
                        ? Api.senderToken(operation.path().endsWith("/visits") ? "acme-shop" : "acme-mailer")
                        : Api.token(roles.iterator().next()));
    }

    private static String person() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        return Api.staff(Caller.ADMIN)
                .body("{\"contact\": \"" + ana + "\"}")
                .post("/v1/persons/lookup")
                .jsonPath()
                .getString("person");
    }

    private String rows() {
        var tables = database.rows("""
                select relname from pg_class join pg_namespace n on n.oid = relnamespace
                where relkind in ('r', 'p') and not relispartition and has_table_privilege(pg_class.oid, 'select')
                    and nspname = 'public' and relname not in (%s)
                order by relname""".formatted(NOT_OF_REQUESTS));
        var counts = tables.stream()
                .map(List::getFirst)
                .map(table -> "select '%s', count(*) from %s".formatted(table, table))
                .collect(Collectors.joining(" union all "));
        return database.rows(counts + " order by 1").toString();
    }
}
