package dev.askfirst.consent;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One telephone line is one person and one suppression, whichever way its number is spelled, in every way in. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OneLineTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        +525512340001  | +5215512340001
        +5215512340002 | +525512340002
        +5511987650003 | +551187650003
        +551187650004  | +5511987650004
        +5491123450005 | +541123450005
        +541123450006  | +5491123450006
        +2290161120007 | +22961120007
        +2250707120008 | +22507120008
        """)
    void aStopByOneSpellingHoldsForTheOther(String given, String stopped) {
        grant(given);
        asked(given).body("outcome", is("permit"));
        asked(stopped).body("outcome", is("permit"));
        sender("acme-texter")
                .body("""
                        {"from": "tel:%s", "channel": "messaging", "text": "STOP", "controller": "acme"}""".formatted(stopped))
                .post("/v1/replies")
                .then()
                .body("understood", is("stop"));
        asked(given).body("outcome", is("deny"));
        asked(stopped).body("outcome", is("deny"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        e164              | +5215512340011 | +525512340011
        e164-without-plus | 5215512340012  | +525512340012
        e164              | +525512340013  | +5215512340013
        e164              | +551187650014  | +5511987650014
        e164              | +5491123450015 | +541123450015
        e164-without-plus | 22961120016    | +2290161120016
        """)
    void aHashOfOneSpellingHoldsForTheOther(String form, String hashed, String number) {
        grant(number);
        var hash = HexFormat.of().formatHex(Sha256.of(hashed));
        assertEquals(
                "2 created",
                ImportAnswer.of(
                                caller("admin"),
                                "text/csv",
                                "kind=suppressions&hash=sha256&reason=complaint&at=2024-01-01T00:00:00Z&form=" + form,
                                "contact\n" + hash)
                        .getFirst());
        asked(number).body("outcome", is("deny"), "reasons.code", hasItem("suppressed"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        tel:55 1234 0021     | MX | +5215512340021
        (11) 8765-0022       | BR | +5511987650022
        +52 1 55 1234 0023   | FR | +525512340023
        """)
    void aListMayLeaveOutItsCountry(String written, String country, String number) {
        grant(number);
        var file = "contact\n\"" + written + "\"";
        var query = "kind=suppressions&reason=complaint&at=2024-01-01T00:00:00Z";
        assertEquals(
                "2 created",
                ImportAnswer.of(caller("admin"), "text/csv", query + "&country=" + country, file)
                        .getFirst());
        asked(number).body("outcome", is("deny"), "reasons.code", hasItem("suppressed"));
    }

    @Test
    void withoutACountryANationalNumberIsNone() {
        var query = "kind=suppressions&reason=complaint&at=2024-01-01T00:00:00Z";
        assertEquals(
                true,
                ImportAnswer.of(caller("admin"), "text/csv", query, "contact\ntel:55 1234 0031")
                        .getFirst()
                        .startsWith("2 rejected"));
    }

    private static void grant(String number) {
        sender("acme-texter")
                .body("""
                        {"contact": "tel:%s", "controller": "acme", "topic": "offers", "channel": "messaging",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "https://acme.example/join"}}""".formatted(number))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse asked(String number) {
        return ask("acme-texter", """
                {"to": "tel:%s", "channel": "messaging", "topic": "offers", "mode": "check",
                 "at": "%s"}""".formatted(number, noonOnAWeekday())).then();
    }

    /** Of the next days: one on which the law of none of these countries stands in the way. */
    private static Instant noonOnAWeekday() {
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.TUESDAY));
        return day.atTime(16, 0).toInstant(ZoneOffset.UTC);
    }
}
