package dev.askfirst.platform.http;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.senderToken;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is refused is told what would have been taken. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ProblemsTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            DELETE | /v1/grants                    | POST
            GET    | /v1/decisions                 | POST
            POST   | /v1/changes                   | GET, HEAD
            PATCH  | /v1/webhooks/crm              | DELETE, GET, HEAD, PUT
            PUT    | /v1/persons/lookup            | POST
            POST   | /v1/persons/{id}/preferences  | GET, HEAD, PATCH, PUT
            DELETE | /v1/decisions/{id}            | GET, HEAD
            PUT    | /u/abc                        | GET, HEAD, POST
            """)
    void aMethodThatIsNotThereIsToldThoseThatAre(String method, String path, String allowed) {
        var reply =
                careless(senderToken("acme-mailer")).request(method, path(path)).then();
        reply.statusCode(405).header("Allow", allowed).body("detail", is("this path takes " + allowed));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            POST  | /v1/decisions                | Accept       | application/json
            POST  | /v1/decisions/batch          | Accept       | application/json
            POST  | /v1/decisions/stream         | Accept       | application/x-ndjson
            POST  | /v1/grants                   | Accept       | application/json
            POST  | /v1/imports                  | Accept       | text/csv, application/x-ndjson
            PUT   | /v1/webhooks/crm             | Accept       | application/json
            PATCH | /v1/persons/{id}/preferences | Accept-Patch | application/merge-patch+json
            """)
    void aMediaTypeThatIsNotReadIsToldThoseThatAre(String method, String path, String header, String types) {
        careless(path.contains("persons") ? Api.token("admin") : senderToken("acme-mailer"))
                .contentType("text/plain")
                .header("If-Match", "*")
                .body("x")
                .request(method, path(path))
                .then()
                .statusCode(415)
                .header(header, types)
                .body("detail", is("this path reads " + types));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            POST | /v1/persons/lookup  | `admin`, `compliance`
            GET  | /v1/audit/entries   | `compliance`
            GET  | /v1/decisions/{id}/replay | `compliance`
            PUT  | /v1/persons/{id}/preferences | `admin`, `person`
            """)
    void aRoleThatIsMissingIsNamed(String method, String path, String roles) {
        var request = careless(senderToken("acme-mailer"));
        if (!method.equals("GET")) request.body("{}");
        request.request(method, path(path))
                .then()
                .statusCode(403)
                .body("detail", is("the token's `groups` name none of the roles that may do this: " + roles));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            /v1/decisions   | {"to": "mailto:a@b.example", "channel": "emial", "topic": "offers"}      | unknown-channel | channel | did you mean `email`?
            /v1/decisions   | {"to": "mailto:a@b.example", "channel": "pigeon", "topic": "offers"}     | unknown-channel | channel | no channel `pigeon`
            /v1/decisions   | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers.shoe"} | unknown-topic   | topic   | did you mean `offers.shoes`?
            /v1/decisions   | {"to": "tel:+442079460001", "channel": "email", "topic": "offers"}       | contact-not-for-channel | to | `email` takes mailto contacts
            /v1/grants      | {"contact": "tel:+442079460001", "controller": "acme", "topic": "offers", "channel": "email", "evidence": {"method": "form"}} | contact-not-for-channel | contact | `email` takes mailto contacts
            /v1/grants      | {"contact": "mailto:a@b.example", "controller": "acme", "topic": "ofers", "channel": "email", "evidence": {"method": "form"}} | unknown-topic | topic | did you mean `offers`?
            /v1/grants      | {"contact": "mailto:a@b.example", "controller": "acme", "topic": "offers", "channel": "email", "notice": {"id": "acme-marketing", "version": 9}, "evidence": {"method": "form"}} | unknown-notice | notice | version 9
            /v1/withdrawals | {"contact": "mailto:a@b.example", "controller": "acme", "channel": "emails", "evidence": {"method": "form"}} | unknown-channel | channel | did you mean `email`?
            /v1/withdrawals | {"person": "0197a0c2-7b1e-8c31-9a55-0a4c7c1d2e40", "controller": "acme", "evidence": {"method": "form"}} | unknown-person | person | nobody
            """)
    void whatIsImpossibleNamesItsMember(String path, String body, String code, String field, String detail) {
        careless(senderToken("acme-mailer"))
                .body(body)
                .post(path)
                .then()
                .statusCode(422)
                .body("type", is("/problems/" + code), "errors.field", hasItem(field))
                .body("detail", containsString(detail), "errors[0].message", containsString(detail));
    }

    /** A sender learns of no topic or channel that is not its own. */
    @Test
    void aSenderIsShownOnlyWhatItMayUse() {
        careless(senderToken("globex-mailer"))
                .body("""
                        {"to": "mailto:a@b.example", "channel": "smss", "topic": "offers"}""")
                .post("/v1/decisions")
                .then()
                .statusCode(422)
                .body("detail", is("no channel `smss`"));
    }

    /** Whatever else becomes impossible one day: it says which member makes it so. */
    @Test
    void nothingInTheCodeRefusesWith422AndNoMember() throws IOException {
        var impossible = Stream.of(ProblemCode.values())
                .filter(it -> it.status() == 422)
                .map(Enum::name)
                .collect(Collectors.joining("|"));
        var bare = Pattern.compile("Fault\\s*\\.of\\(\\s*(?:ProblemCode\\.)?(?:" + impossible + ")\\b");
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var found = files.filter(Files::isRegularFile)
                    .filter(it -> bare.matcher(text(it)).find())
                    .toList();
            assertEquals(List.of(), found);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String path(String template) {
        return template.replace("{id}", UUID.randomUUID().toString());
    }
}
