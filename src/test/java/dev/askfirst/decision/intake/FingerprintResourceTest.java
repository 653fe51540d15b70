package dev.askfirst.decision.intake;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.authorship.FingerprintKey;
import dev.askfirst.authorship.Words;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and fingerprints of texts: made for senders and by them, and on record with the question. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class FingerprintResourceTest {

    private static final String TEXT = """
            Hello Ana, the blue running shoes in size 39 that you tried on Saturday are back in stock, and I have put a pair aside
            for you until Friday; the word of this test is %s.""";

    /** Those that the service may read; partitions are read by what they are part of. */
    private static final String TABLES = """
            select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                and not relispartition and has_table_privilege(oid, 'select')""";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void theServiceAndASenderWithTheKeyMakeTheSame() {
        var text = TEXT.formatted("pelargonium");
        var made = made("acme-mailer", text).body("words", is(36), "reason", nullValue());
        var key = key("acme-mailer", "");
        assertEquals("acme", key.getString("controller"));
        var month = YearMonth.parse(key.getString("month"));
        var own = new FingerprintKey(month, Base64.getDecoder().decode(key.getString("key")));
        made.body("fingerprint", is(own.of(Words.of(text)).orElseThrow().text()));
        assertEquals(
                month.plusMonths(1).atDay(1),
                LocalDate.ofInstant(Instant.parse(key.getString("until")), ZoneOffset.UTC));
    }

    @Test
    void aShortTextHasWordsAlone() {
        made("acme-mailer", "Hello Ana,\n\nsee you on Friday!\n\n-- \nJo, Acme Shoes")
                .body("words", is(6), "fingerprint", nullValue(), "reason", is("too_short"));
    }

    @Test
    void eachControllerAndEachMonthHasItsKey() {
        var acme = key("agency", "?controller=acme").getString("key");
        var globex = key("agency", "?controller=globex").getString("key");
        assertEquals(acme, key("acme-mailer", "").getString("key"));
        assertTrue(!acme.equals(globex), "one key for two controllers");
        sender("agency")
                .get("/v1/fingerprints/key")
                .then()
                .statusCode(400)
                .body("errors.field", contains("controller"));
        sender("acme-mailer")
                .get("/v1/fingerprints/key?controller=globex")
                .then()
                .statusCode(403);
        clock.advance(Duration.ofDays(31));
        assertTrue(!acme.equals(key("acme-mailer", "").getString("key")), "one key for two months");
    }

    @Test
    void nothingIsKeptOfATextThatIsSentForIt() {
        var before = key("acme-mailer", "").getString("month");
        var word = "zweifelhaftigkeit"
                + UUID.randomUUID().toString().substring(0, 8).replaceAll("[^a-f]", "x");
        made("acme-mailer", TEXT.formatted(word)).body("fingerprint", not(nullValue()));
        assertEquals(before, key("acme-mailer", "").getString("month"));
        for (var table : database.rows(TABLES)) {
            var name = table.getFirst();
            assertEquals(
                    0,
                    database.count("select count(*) from \"%s\" x where x::text like '%%%s%%'".formatted(name, word)),
                    name);
        }
    }

    @Test
    void aQuestionMayTellThemAndTheyAreOnRecord() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var fingerprint =
                made("acme-mailer", TEXT.formatted("pelargonium")).extract().<String>path("fingerprint");
        var message =
                "\"message\": {\"authorship\": \"personal\", \"author\": \"Jo Berg\", \"words\": 36, \"fingerprint\": \"%s\"}";
        var id = ask("acme-mailer", about(ana, message.formatted(fingerprint)))
                .then()
                .statusCode(200)
                .body("outcome", is("permit"))
                .extract()
                .<String>path("id");
        sender("acme-mailer")
                .get("/v1/decisions/" + id)
                .then()
                .body("message.words", is(36), "message.fingerprint", is(fingerprint));
        var entry = Json.stored(database.value("select entry from decision where id = ?", UUID.fromString(id))
                .orElseThrow());
        assertEquals(36, entry.get("words").intValue());
        assertEquals(fingerprint, entry.get("fingerprint").textValue());
        staff("compliance").get("/v1/decisions/" + id + "/replay").then().body("result", is("same"));
    }

    @Test
    void aQuestionWithoutThemIsRecordedAsEver() {
        var id = ask("acme-mailer", about(Acts.newcomer())).jsonPath().getString("id");
        var entry = Json.stored(database.value("select entry from decision where id = ?", UUID.fromString(id))
                .orElseThrow());
        assertTrue(!entry.has("words") && !entry.has("fingerprint"), entry::toString);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                     | message                                   | field
            without words              | "fingerprint": "%s"                       | message.words
            of too few words           | "words": 19, "fingerprint": "%s"          | message.fingerprint
            of other letters           | "words": 30, "fingerprint": "2026-11.abc" | message.fingerprint
            a negative number          | "words": -1                               | message.words
            more than anybody writes   | "words": 1000001                          | message.words
            a number as text           | "words": "30"                             | message.words
            """)
    void whatCannotBeIsRefusedByName(String name, String message, String field) {
        var told = message.formatted("2026-11." + "A".repeat(171));
        careless(senderToken("acme-mailer"))
                .body(about(Acts.newcomer(), "\"message\": {" + told + "}"))
                .post("/v1/decisions")
                .then()
                .statusCode(400)
                .body("errors.field", contains(field));
    }

    private static ValidatableResponse made(String sender, String text) {
        return sender(sender)
                .body(Json.write(Map.of("text", text)))
                .post("/v1/fingerprints")
                .then()
                .statusCode(200);
    }

    private static JsonPath key(String sender, String query) {
        return sender(sender)
                .get("/v1/fingerprints/key" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
