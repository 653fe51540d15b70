package dev.askfirst.decision;

import static dev.askfirst.decision.CallsByLaw.Caller;
import static dev.askfirst.decision.CallsByLaw.id;
import static dev.askfirst.decision.CallsByLaw.lookup;
import static dev.askfirst.decision.CallsByLaw.preferences;
import static dev.askfirst.decision.CallsByLaw.put;
import static dev.askfirst.decision.CallsByLaw.question;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.time.Zones;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What time and law make of an answer, what of it is recorded, and what admins can change. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TimeAndLawTest {

    private static final String ROW = """
            {"version":%d,"name":"Calls","jurisdictions":["JP"],"channels":["voice"],"kinds":["marketing"],
             "windows":{"MON-SUN":["%s"]},"validFrom":"%s","source":"https://laws.example/jp","asOf":"2026-11-22",
             "confidence":"primary"%s}""";

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    Again again;

    @AfterEach
    void theDemoAgain() {
        catalog.again();
    }

    @Test
    void theLawOfThePlaceDefersACallAndSaysWhichAndUntilWhen() throws SQLException {
        var caller = new Caller("+336");
        var reply = caller.check("2026-09-15T11:00:00Z");
        reply.then()
                .body("outcome", is("defer"), "notBefore", is("2026-09-15T12:00:00.000000Z"))
                .body("reasons.code", contains("quiet_hours"), "reasons.source", contains("law:fr-calls"))
                .body("reasons.until", contains("2026-09-15T12:00:00.000000Z"));
        assertEquals(
                "{\"laws\":{\"fr-calls/1\":[\"Europe/Paris\"]},\"reasons\":[{\"code\":\"quiet_hours\","
                        + "\"source\":\"law:fr-calls\",\"until\":\"2026-09-15T12:00:00.000000Z\"}],\"usage\":[{\"kept\":0,\"source\":\"law:fr-calls\",\"used\":0}],\"zones\":\""
                        + Zones.current().edition() + "\"}",
                facts(reply));
        again.assertSame(id(reply));
        staff("compliance")
                .get("/v1/decisions/" + id(reply))
                .then()
                .body("reasons.source", contains("law:fr-calls"))
                .body("reasons.until", contains("2026-09-15T12:00:00Z"));
    }

    @Test
    void theHolidaysThatWereLookedAtStandInTheRecord() throws SQLException {
        var caller = new Caller("+336");
        var reply = caller.check("2026-05-14T08:30:00Z");
        reply.then().body("notBefore", is("2026-05-15T08:00:00.000000Z"));
        assertTrue(facts(reply).startsWith("{\"holidays\":[\"FR 2026-05-14\"],\"laws\""), () -> facts(reply));
        again.assertSame(id(reply));
    }

    @Test
    void aDecisionIsMadeAgainByTheClocksItWasMadeBy() throws SQLException {
        var edition = Zones.current().edition();
        assertEquals(1, database.count("select count(*) from zone_edition where edition = ?", edition));
        var caller = new Caller("+336");
        var reply = caller.check("2026-09-15T11:00:00Z");
        assertTrue(facts(reply).contains("\"zones\":\"" + edition + "\""), () -> facts(reply));
        again.assertSame(id(reply));
        RestAssured.get("/q/health/well")
                .then()
                .body("checks.find { it.name == 'time zones' }.data.version", is("2026f"));
        RestAssured.get("/q/metrics")
                .then()
                .body(org.hamcrest.Matchers.containsString("askfirst_zones{version=\"2026f\"}"));
    }

    @Test
    void aWindowRecordsTheClocksItWasReadBy() {
        var ana = Acts.newcomer();
        var person = UUID.fromString(lookup(ana, Acts.grant(ana, "offers")));
        preferences(person, """
                {"timeZone":"Africa/Casablanca","windows":[{"from":"09:00","to":"21:00"}]}""");
        var reply = ask("acme-mailer", Questions.about(ana, "\"mode\":\"check\",\"at\":\"2026-12-01T20:30:00Z\""));
        reply.then().body("outcome", is("permit"));
        assertEquals("{\"zones\":\"" + Zones.current().edition() + "\"}", facts(reply));
        ask("acme-mailer", Questions.about(ana, "\"mode\":\"check\",\"at\":\"2026-12-01T08:15:00Z\""))
                .then()
                .body("outcome", is("defer"), "notBefore", is("2026-12-01T09:00:00.000000Z"));
    }

    @Test
    void aPermitEndsWithTheHoursAndRecordsTheLawItKept() throws SQLException {
        var caller = new Caller("+336");
        var reply = caller.check("2026-09-15T10:50:00Z");
        reply.then().body("outcome", is("permit"), "validUntil", is("2026-09-15T11:00:00.000000Z"));
        assertEquals(
                "{\"laws\":{\"fr-calls/1\":[\"Europe/Paris\"]},\"usage\":[{\"kept\":0,\"source\":\"law:fr-calls\",\"used\":0}],\"zones\":\""
                        + Zones.current().edition() + "\"}",
                facts(reply));
        again.assertSame(id(reply));
    }

    @Test
    void anEmailThatNothingBindsHasNoFacts() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var reply = ask("acme-mailer", Questions.about(ana));
        reply.then().body("outcome", is("permit"));
        assertEquals(0, database.count("select count(*) from decision where id = ? and facts is not null", id(reply)));
    }

    @Test
    void aWindowDefersAndItsHolidaysAreThoseOfTheStatedCountry() throws SQLException {
        var ana = Acts.newcomer();
        var person = UUID.fromString(lookup(ana, Acts.grant(ana, "offers")));
        preferences(person, """
                {"timeZone":"Europe/Rome","country":"IT","windows":[{"from":"09:00","to":"18:00"},
                 {"days":["HOLIDAY"],"from":"20:00","to":"21:00"}]}""");
        var holiday = ask("acme-mailer", Questions.about(ana, "\"mode\":\"check\",\"at\":\"2026-06-02T10:00:00Z\""));
        holiday.then()
                .body("outcome", is("defer"), "notBefore", is("2026-06-02T18:00:00.000000Z"))
                .body("reasons.code", contains("outside_window"), "reasons[0].source", nullValue());
        assertTrue(facts(holiday).startsWith("{\"calendar\":\"IT\",\"holidays\":[\"IT 2026-06-02\"]"));
        again.assertSame(id(holiday));
        ask("acme-mailer", Questions.about(ana, "\"mode\":\"check\",\"at\":\"2026-06-03T15:50:00Z\""))
                .then()
                .body("outcome", is("permit"), "validUntil", is("2026-06-03T16:00:00.000000Z"));
    }

    @Test
    void aProofSaysWhatTheLawSaidThen() {
        var caller = new Caller("+336");
        for (var at : List.of("2026-09-15T11:00:00Z defer", "2026-09-15T12:00:00Z permit")) {
            staff("compliance")
                    .get("/v1/persons/" + caller.person + "/proof?controller=acme&topic=offers&channel=voice&at="
                            + at.split(" ")[0])
                    .then()
                    .statusCode(200)
                    .body("decision.outcome", is(at.split(" ")[1]));
        }
    }

    @Test
    void whoNeverSpokeToAControllerShowsItNothingOfTheirTime() {
        var reply = ask("acme-dialler", question("tel:+33612345670", "2026-09-15T23:00:00Z"));
        reply.then().body("outcome", is("deny"), "reasons.size()", is(1));
        reply.then().body("reasons[0].code", is("consent_unknown"), "reasons[0].until", nullValue());
        assertTrue(facts(reply).contains("law:fr-calls"), "the record holds every reason");
    }

    @Test
    void aChangeOfTheLawTakesEffectAtItsInstant() {
        var caller = new Caller("+8190");
        assertEquals("defer quiet_hours", Questions.text(caller.check("2026-12-15T13:00:00Z")), "by the row `world`");
        put("jp-calls", ROW.formatted(1, "09:00-20:00", "2026-12-01T00:00:00Z", ""), 201);
        assertEquals("permit", Questions.text(caller.check("2026-11-30T13:00:00Z")));
        assertEquals("defer quiet_hours", Questions.text(caller.check("2026-12-15T13:00:00Z")));
        put(
                "jp-calls",
                ROW.formatted(1, "09:00-20:00", "2026-12-01T00:00:00Z", ",\"validTo\":\"2027-01-01T00:00:00Z\""),
                200);
        put("jp-calls", ROW.formatted(2, "09:00-23:00", "2027-01-01T00:00:00Z", ""), 201);
        assertEquals("defer quiet_hours", Questions.text(caller.check("2026-12-31T13:00:00Z")));
        assertEquals("permit", Questions.text(caller.check("2027-01-01T13:00:00Z")));
        sender("acme-dialler")
                .get("/v1/catalog/laws/jp-calls")
                .then()
                .statusCode(200)
                .body("versions.version", contains(1, 2));
        sender("acme-dialler").get("/v1/catalog/laws/jp-calls?version=2").then().body("versions.version", contains(2));
    }

    /** Whatever the order in which they came into the catalog, and however their ids and versions read as one text. */
    @Test
    void reasonsOfSeveralLawsStandInTheOrderOfTheirIdsWhenTheyAreMadeAgainToo() throws SQLException {
        var caller = new Caller("+8190");
        for (var id : List.of("jp-calls-more", "jp-calls", "a-jp-calls"))
            put(id, ROW.formatted(1, "09:00-20:00", "2026-12-01T00:00:00Z", ""), 201);
        var reply = caller.check("2026-12-15T13:00:00Z");
        reply.then().body("reasons.source", contains("law:a-jp-calls", "law:jp-calls", "law:jp-calls-more"));
        again.assertSame(id(reply));
    }

    @Test
    void aShippedRowIsOverridden() throws SQLException {
        var caller = new Caller("+336");
        var row = staff("admin").get("/v1/catalog/laws/fr-calls").jsonPath().getMap("versions[0]");
        row.remove("id");
        row.put("windows", Map.of("MON-SUN", List.of("00:00-24:00")));
        row.remove("calendar");
        put("fr-calls", Json.write(row), 200);
        var reply = caller.check("2026-09-15T11:00:00Z");
        assertEquals("permit", Questions.text(reply));
        catalog.again();
        again.assertSame(id(reply));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # there                        | instead                                  | field
            "version":1                    | "version":2                              | version
            "version":1                    | "version":0                              | version
            "09:00-20:00"                  | "25:00-26:00"                            | windows
            "09:00-20:00"                  | "09:00-09:00"                            | windows
            MON-SUN                        | MON-SAT                                  | windows
            ,"source":"https://laws.example/jp" | ``                                  | source
            "https://laws.example/jp"      | "somewhere"                              | source
            "2026-12-01T00:00:00Z"         | "in December"                            | validFrom
            "confidence":"primary"         | "confidence":"certain"                   | confidence
            "kinds":["marketing"]          | "kinds":[]                               | kinds
            "jurisdictions":["JP"]         | "jurisdictions":["Japan"]                | jurisdictions
            "asOf"                         | "calendar":"MOON","asOf"                 | calendar
            "asOf"                         | "alsoIn":["Asia/Nowhere"],"asOf"         | alsoIn
            "asOf"                         | "afterRefusal":"P0D","asOf"              | afterRefusal
            "asOf"                         | "frequency":{"max":0,"per":"P30D","each":"controller"},"asOf" | frequency.max
            "asOf"                         | "frequency":{"max":2147483648,"per":"P30D","each":"controller"},"asOf" | frequency.max
            "asOf"                         | "frequency":{"max":3,"per":"sometimes","each":"topic"},"asOf" | frequency.per
            "asOf"                         | "validTo":"2026-12-01T00:00:00Z","asOf"  | validTo
            """)
    void aRowThatCannotBeIsRefused(String there, String instead, String field) {
        var row = ROW.formatted(1, "09:00-20:00", "2026-12-01T00:00:00Z", "").replace("\n", "");
        careless(token("admin"))
                .body(row.replace(there, instead))
                .put("/v1/catalog/laws/jp-calls")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
        staff("admin").get("/v1/catalog/laws/jp-calls").then().statusCode(404);
    }

    @Test
    void versionsThatAreValidAtOnceAreRefused() {
        put("jp-calls", ROW.formatted(1, "09:00-20:00", "2026-12-01T00:00:00Z", ""), 201);
        staff("admin")
                .body(ROW.formatted(2, "09:00-20:00", "2027-12-01T00:00:00Z", ""))
                .put("/v1/catalog/laws/jp-calls")
                .then()
                .statusCode(400)
                .body("errors.field", contains("validFrom"));
    }

    private String facts(Response reply) {
        return database.value(
                        "select substring(entry from '\"facts\":(.*}),\"(grant|id)\":') from decision where id = ?",
                        id(reply))
                .orElseThrow();
    }
}
