package dev.askfirst.consent;

import static dev.askfirst.consent.Persons.who;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.MergePatch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Preferences are changed only by those who have seen what stands there, whole or by a merge patch. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PreferencesTest {

    private static final String WHOLE = """
            {"locale":"fr","timeZone":"Europe/Paris","country":"FR",
             "windows":[{"topic":"offers","days":["MON","HOLIDAY"],"from":"22:00","to":"06:00"},{"from":"00:00","to":"24:00"}],
             "caps":[{"max":3,"per":"week","topic":"offers","reserve":{"topic":"offers.shoes","n":1}}],
             "authorship":[{"channel":"email","accepts":["personal","assisted"]}],"preferredChannels":["email","sms"]}""";

    @Inject
    Database database;

    @Test
    void whatIsPutIsWhatIsRead() {
        var ana = who(Acts.newcomer());
        var put = put(person(ana), ana, "\"1\"", WHOLE);
        put.then().statusCode(200).header("ETag", is("\"2\"")).body("windows", hasSize(2), "caps[0].reserve.n", is(1));
        var got = person(ana).get(path(ana));
        got.then().statusCode(200).header("ETag", is("\"2\""));
        assertEquals(put.jsonPath().getMap(""), got.jsonPath().getMap(""));
        assertEquals("[MON, HOLIDAY]", got.jsonPath().getString("windows[0].days"));
        staff("compliance").get("/v1/persons/" + ana).then().body("preferences.caps[0].per", is("week"));
        put(person(ana), ana, "\"2\"", "{}")
                .then()
                .statusCode(200)
                .body("size()", is(0))
                .header("ETag", is("\"3\""));
    }

    @Test
    void aPatchChangesWhatItNames() {
        var ana = who(Acts.newcomer());
        put(person(ana), ana, "*", WHOLE);
        patch(
                        person(ana),
                        ana,
                        "\"2\"",
                        "{\"locale\":\"de\",\"caps\":null,\"windows\":[{\"from\":\"09:00\",\"to\":\"18:00\"}]}")
                .then()
                .statusCode(200)
                .header("ETag", is("\"3\""))
                .body("locale", is("de"), "country", is("FR"), "caps", nullValue(), "windows", hasSize(1));
    }

    @Test
    void whoHasNotReadOrHasReadAnEarlierVersionChangesNothing() {
        var ana = who(Acts.newcomer());
        var body = "{\"locale\":\"de\"}";
        for (var version : new String[] {"\"0\"", "\"2\"", "W/\"1\"", "\"x\""}) {
            put(person(ana), ana, version, body)
                    .then()
                    .statusCode(412)
                    .body("type", is("/problems/precondition-failed"));
            patch(person(ana), ana, version, body).then().statusCode(412);
        }
        careless(Api.personToken(ana))
                .body(body)
                .put(path(ana))
                .then()
                .statusCode(428)
                .body("type", is("/problems/precondition-required"));
        careless(Api.personToken(ana))
                .contentType(MergePatch.MEDIA_TYPE)
                .body(body)
                .patch(path(ana))
                .then()
                .statusCode(428);
        put(person(ana), ana, "1", body).then().statusCode(400).body("errors.field", hasItem("If-Match"));
        person(ana)
                .get(path(ana))
                .then()
                .statusCode(200)
                .header("ETag", is("\"1\""))
                .body("size()", is(0));
    }

    @Test
    void theTagOfThePersonCanBeSentToo() {
        var ana = who(Acts.newcomer());
        var tag = staff("admin").get("/v1/persons/" + ana).header("ETag");
        put(staff("admin"), ana, tag, "{\"locale\":\"de\"}")
                .then()
                .statusCode(200)
                .header("ETag", is("\"2\""));
        put(staff("admin"), ana, tag, "{\"locale\":\"it\"}").then().statusCode(412);
    }

    @Test
    void whatIsUnchangedIsNotSentAgainAndSavingTheSameAddsNothing() {
        var ana = who(Acts.newcomer());
        person(ana).header("If-None-Match", "\"1\"").get(path(ana)).then().statusCode(304);
        put(person(ana), ana, "*", "{}").then().statusCode(200).header("ETag", is("\"1\""));
        put(person(ana), ana, "*", "{\"locale\":\"de\"}").then().header("ETag", is("\"2\""));
        put(person(ana), ana, "*", "{\"locale\":\"de\"}").then().header("ETag", is("\"2\""));
        person(ana).header("If-None-Match", "\"1\"").get(path(ana)).then().statusCode(200);
    }

    @Test
    void aPatchIsOfItsOwnMediaType() {
        var ana = who(Acts.newcomer());
        careless(Api.personToken(ana))
                .header("If-Match", "*")
                .body("{}")
                .patch(path(ana))
                .then()
                .statusCode(415);
        careless(Api.personToken(ana))
                .contentType(MergePatch.MEDIA_TYPE)
                .header("If-Match", "*")
                .body("{}")
                .put(path(ana))
                .then()
                .statusCode(415);
    }

    @Test
    void peopleChangeNobodyElseAndComplianceChangesNothing() {
        var ana = who(Acts.newcomer());
        var bob = who(Acts.newcomer());
        put(person(bob), ana, "*", "{}").then().statusCode(404);
        patch(person(bob), ana, "*", "{}").then().statusCode(404);
        person(bob).get(path(ana)).then().statusCode(404);
        put(staff("compliance"), ana, "*", "{}").then().statusCode(403);
    }

    @Test
    void staffWhoReadOrAreAnsweredAreOnRecord() {
        var ana = who(Acts.newcomer());
        staff("compliance").get(path(ana));
        patch(staff("admin"), ana, "*", "{\"locale\":\"de\"}");
        patch(staff("admin"), ana, "\"1\"", "{\"locale\":\"de\"}").then().statusCode(412);
        patch(person(ana), ana, "*", "{\"locale\":\"it\"}");
        assertEquals(
                List.of("compliance", "admin"),
                database
                        .rows(
                                "select by ->> 'role' from access where person_id = ? and what = 'preferences' order by id",
                                ana)
                        .stream()
                        .map(List::getFirst)
                        .toList());
    }

    /** Trap T6: an unknown time zone silently replaced. */
    @Test
    void t6WithoutAKnownZoneNothingThatNeedsOneIsKept() {
        var ana = who(Acts.newcomer());
        var window = "{\"windows\":[{\"from\":\"09:00\",\"to\":\"18:00\"}]%s}";
        for (var impossible :
                new String[] {window.formatted(""), "{\"country\":\"FR\",\"caps\":[{\"max\":1,\"per\":\"day\"}]}"}) {
            put(person(ana), ana, "*", impossible)
                    .then()
                    .statusCode(422)
                    .body("type", is("/problems/zone-needed"), "errors[0].field", is("timeZone"));
        }
        put(person(ana), ana, "*", window.formatted(",\"timeZone\":\"Europe/Atlantis\""))
                .then()
                .statusCode(400);
        person(ana).get(path(ana)).then().header("ETag", is("\"1\"")).body("size()", is(0));
        put(person(ana), ana, "*", "{\"caps\":[{\"max\":1,\"per\":\"PT24H\"}]}")
                .then()
                .statusCode(200);
        put(person(ana), ana, "*", window.formatted(",\"timeZone\":\"Asia/Tokyo\""))
                .then()
                .statusCode(200);
        patch(person(ana), ana, "*", "{\"timeZone\":null}").then().statusCode(422);
        person(ana).get(path(ana)).then().body("timeZone", is("Asia/Tokyo"));
    }

    @Test
    void aChannelThatIsGoneStandsInNobodysWay() {
        var ana = who(Acts.newcomer());
        put(person(ana), ana, "*", "{\"preferredChannels\":[\"email\"]}");
        database.execute(
                "update terms set terms = replace(terms::text, '\"email\"]', '\"telex\"]')::json where person_id = ?",
                ana);
        patch(person(ana), ana, "*", "{\"locale\":\"de\"}")
                .then()
                .statusCode(200)
                .body("preferredChannels[0]", is("telex"));
        patch(person(ana), ana, "*", "{\"preferredChannels\":[\"email\",\"telegraph\"]}")
                .then()
                .statusCode(422);
    }

    @Test
    void noChangeIsLostWhenEightChangeAtOnce() throws Exception {
        var ana = who(Acts.newcomer());
        put(person(ana), ana, "*", "{\"caps\":[{\"max\":0,\"per\":\"PT1H\"}]}");
        var refused = 0;
        try (var pool = Executors.newFixedThreadPool(8)) {
            var changes = new ArrayList<Callable<Integer>>();
            for (var i = 1; i <= 8; i++) {
                var mine = "{\"max\":%d,\"per\":\"PT1H\"}".formatted(i);
                changes.add(() -> add(ana, mine));
            }
            for (var change : pool.invokeAll(changes)) refused += change.get();
        }
        var kept = person(ana).get(path(ana));
        assertEquals(
                new HashSet<>(IntStream.rangeClosed(0, 8).boxed().toList()),
                new HashSet<>(kept.jsonPath().<Integer>getList("caps.max")));
        assertEquals("\"10\"", kept.header("ETag"), "one version for each change");
        assertTrue(refused > 0, "nobody was in anybody's way: this test shows nothing");
    }

    /** Adds a cap to those that stand, as often as somebody else was faster; tells how often. */
    private static int add(UUID person, String cap) {
        for (var refused = 0; ; refused++) {
            var seen = person(person).get(path(person));
            var caps = seen.jsonPath().getList("caps").stream()
                    .map(it -> dev.askfirst.platform.json.Json.write(it))
                    .toList();
            var all = new ArrayList<>(caps);
            all.add(cap);
            var reply = patch(person(person), person, seen.header("ETag"), "{\"caps\":" + all + "}");
            if (reply.statusCode() == 200) return refused;
            assertEquals(412, reply.statusCode());
        }
    }

    private static Response put(RequestSpecification as, UUID person, String ifMatch, String body) {
        return as.header("If-Match", ifMatch).body(body).put(path(person));
    }

    private static Response patch(RequestSpecification as, UUID person, String ifMatch, String body) {
        return as.contentType(MergePatch.MEDIA_TYPE)
                .header("If-Match", ifMatch)
                .body(body)
                .patch(path(person));
    }

    private static String path(UUID person) {
        return "/v1/persons/" + person + "/preferences";
    }
}
