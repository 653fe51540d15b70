package dev.askfirst.scrub;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of a list come back as they were, each with its answer. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ScrubTest {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String QUERY = "channel=email&topic=offers";

    @Inject
    Database database;

    @TestHTTPResource("/")
    URI home;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # case                         | list                                        | wanted, with YES for the address that is permitted and ID for a decision
        commas                         | name,email~Ana,YES~                         | name,email,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~Ana,YES,permit,,,ID~
        semicolons                     | E-Mail;name~YES;"A;na"~                     | E-Mail;name;askfirst_outcome;askfirst_reasons;askfirst_not_before;askfirst_decision~YES;"A;na";permit;;;ID~
        a told separator               | sep=;~contact;n~mailto:YES;1~               | sep=;~contact;n;askfirst_outcome;askfirst_reasons;askfirst_not_before;askfirst_decision~mailto:YES;1;permit;;;ID~
        contact comes first            | email,contact~x,YES~                        | email,contact,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~x,YES,permit,,,ID~
        quotes and formulas            | a,email~" ""=1+1"" ",YES~                   | a,email,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~" ""=1+1"" ",YES,permit,,,ID~
        an address that is none        | email~bo@~YES~                              | email,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~bo@,error,invalid-request,,~YES,permit,,,ID~
        no address                     | a,email~1,~                                 | a,email,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~1,,error,invalid-request,,~
        a contact of another channel   | contact~tel:+33639980000~                   | contact,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~tel:+33639980000,error,contact-not-for-channel,,~
        too many cells                 | email,a~YES,1,more~                         | email,a,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~YES,1,error,invalid-request,,,more~
        too few cells                  | email,a~YES~                                | email,a,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~YES,,error,invalid-request,,~
        scrubbed before                | askfirst_outcome,email~permit,nobody@test.example~ | email,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~nobody@test.example,deny,consent_unknown,,ID~
        a header alone                 | email~                                      | email,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision~
        """)
    void csvComesBackInItsDialect(String name, String list, String wanted) {
        var yes = permitted();
        for (var end : List.of("\n", "\r\n")) {
            for (var mark : List.of("", "\uFEFF")) {
                var text = mark + list.replace("~", end).replace("YES", yes);
                assertEquals(mark + wanted.replace("~", end).replace("YES", yes), csv(text, QUERY));
            }
        }
    }

    @Test
    void jsonKeepsItsTextAndEndsWithASummary() throws IOException {
        var yes = permitted();
        var lines = lines(reply(NDJSON, QUERY, """
                {"contact": "mailto:YES", "n": 1.10, "deep": {"a": [1]} }
                {"Email":"nobody@test.example","askfirst_outcome":"permit"}
                [1]

                no json
                {}
                {"name": "no address"}
                """.replace("YES", yes)));
        assertEquals(
                List.of(
                        "{'contact': 'mailto:YES', 'n': 1.10, 'deep': {'a': [1]} ,'askfirst_outcome':'permit','askfirst_reasons':[],'askfirst_decision':'ID'}",
                        "{'Email':'nobody@test.example','askfirst_outcome':'deny','askfirst_reasons':['consent_unknown'],'askfirst_decision':'ID'}",
                        "{'askfirst_outcome':'error','askfirst_reasons':['invalid-request'],'askfirst_line':'[1]'}",
                        "{'askfirst_outcome':'error','askfirst_reasons':['invalid-request'],'askfirst_line':'no json'}",
                        "{'askfirst_outcome':'error','askfirst_reasons':['invalid-request']}",
                        "{'name': 'no address','askfirst_outcome':'error','askfirst_reasons':['invalid-request']}",
                        "{'askfirst_summary':{'rows':6,'outcomes':{'deny':1,'error':4,'permit':1},'reasons':{'consent_unknown':1,'invalid-request':4}}}"),
                lines.stream()
                        .map(line -> line.replace('"', '\'').replace(yes, "YES"))
                        .toList());
        for (var line : lines) assertTrue(Json.MAPPER.readTree(line).isObject(), line);
    }

    @Test
    void aCleanListHasOnlyWhatIsPermitted() {
        var yes = permitted();
        var list = "email\nnobody@test.example\n" + yes + "\nbo@\n";
        assertEquals(
                "email,askfirst_outcome,askfirst_reasons,askfirst_not_before,askfirst_decision\n" + yes
                        + ",permit,,,ID\n",
                csv(list, QUERY + "&only=permit"));
        var lines = lines(reply(NDJSON, QUERY + "&only=permit", "{\"email\":\"bo@\"}\n"));
        assertEquals(1, lines.size());
        assertTrue(lines.getFirst().contains("\"rows\":1"), lines::getFirst);
    }

    @Test
    void manyRowsKeepTheirOrderAndEachIsOnRecord() {
        var yes = permitted();
        var list = new StringBuilder("n,email\n");
        IntStream.range(0, 3000).forEach(i -> list.append("%d,%s\n".formatted(i, i % 7 == 3 ? "x" : yes)));
        var rows = reply(CSV, QUERY, list.toString()).lines().skip(1).toList();
        assertEquals(3000, rows.size());
        for (var i = 0; i < rows.size(); i++) {
            assertTrue(rows.get(i).startsWith(i + ","), rows.get(i));
            assertEquals(i % 7 == 3, rows.get(i).contains(",error,"), rows.get(i));
        }
        var ids = rows.stream()
                .filter(row -> row.contains(",permit,"))
                .map(row -> UUID.fromString(row.substring(row.lastIndexOf(',') + 1)))
                .distinct()
                .toArray(UUID[]::new);
        assertEquals(ids.length, database.count("select count(*) from decision where id = any (?)", (Object) ids));
        assertEquals(3000 - 3000 / 7 - 1, ids.length, 1);
    }

    @Test
    void aListThatIsSentAgainUnderItsKeyReservesNothingTwice() {
        var list = "email\n" + permitted() + "\nnobody@test.example\n";
        var key = UUID.randomUUID().toString();
        var first = keyed(key, list);
        assertEquals(first, keyed(key, list));
        assertFalse(first.equals(keyed(UUID.randomUUID().toString(), list)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # query                                    | list          | status | problem            | detail
        topic=offers                               | email^a@b.example | 400 | invalid-request   | `channel` is missing
        channel=email&topic=offers&mode=guess      | email^a@b.example | 400 | invalid-request   | `mode` must be one of `check`, `reserve`
        channel=email&topic=offers&only=deny       | email^a@b.example | 400 | invalid-request   | `only` must be one of `permit`
        channel=email&topic=hats                   | email^a@b.example | 422 | unknown-topic     | no topic `hats`
        channel=sms&topic=offers                   | email^a@b.example | 403 | forbidden         | `sms` is not a channel of this sender
        channel=email&topic=offers&controller=globex | email^a@b.example | 403 | forbidden       | `globex` is not a controller of this sender
        channel=email&topic=offers                 | name^Ana      | 400    | invalid-request    | `body` has no column or member `contact`, `email`, `e-mail`, `email address`, `email_address`, `emailaddress`, `e-mail address`, `mail`
        channel=email&topic=offers                 | email^"a      | 400    | invalid-request    |
        """)
    void aListThatCannotBeAskedAboutIsRefusedWhole(
            String query, String list, int status, String problem, String detail) {
        var reply = careless(senderToken("acme-mailer"))
                .urlEncodingEnabled(false)
                .contentType(CSV)
                .body(list.replace('^', '\n'))
                .post("/v1/scrubs?" + query)
                .then()
                .statusCode(status)
                .body("type", is("/problems/" + problem));
        if (detail != null) reply.body("detail", is(detail));
    }

    /** The rows before the fault have been answered by then; a reply that ended properly would be taken for whole. */
    @RepeatedTest(20)
    void aListThatBreaksLaterIsCutOff() {
        var request = HttpRequest.newBuilder(home.resolve("/v1/scrubs?" + QUERY))
                .header("Authorization", "Bearer " + senderToken("acme-mailer"))
                .header("Content-Type", CSV)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "email\n" + "nobody@test.example\n".repeat(3000) + "\"open\n"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThrows(IOException.class, () -> client.send(request, HttpResponse.BodyHandlers.ofString()));
        }
    }

    private static String permitted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        return ana.replace("mailto:", "");
    }

    private static String csv(String list, String query) {
        return masked(reply(CSV, query, list));
    }

    private static List<String> lines(String reply) {
        return masked(reply).lines().toList();
    }

    private static String masked(String reply) {
        return reply.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=[\"\r\n,;])", "ID");
    }

    private static String keyed(String key, String list) {
        return asString(sender("acme-mailer").header("Idempotency-Key", key), CSV, QUERY + "&mode=reserve", list);
    }

    private static String reply(String type, String query, String list) {
        return asString(sender("acme-mailer"), type, query, list);
    }

    private static String asString(
            io.restassured.specification.RequestSpecification caller, String type, String query, String list) {
        for (var parameter : query.split("&"))
            caller.queryParam(parameter.split("=")[0], parameter.split("=")[1]);
        var reply = caller.contentType(type).body(list.getBytes(UTF_8)).post("/v1/scrubs");
        reply.then().statusCode(200);
        return new String(reply.asByteArray(), UTF_8);
    }
}
