package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.event.Fold;
import dev.askfirst.consent.event.History;
import dev.askfirst.person.key.Links;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever said no by mistake has back just what held before, without a code; nobody else has, and not later. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class UndoTest {

    private static final Pattern NO = Pattern.compile("name=\"no\" value=\"([0-9a-f-]{36})\"");
    private static final Pattern LINK = Pattern.compile("action=\"(/u/[^\"]+/undo)\"");

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Inject
    TestClock clock;

    @Inject
    Links links;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void afterEverythingWasStoppedEverythingIsAsItWas() throws SQLException {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        var before = words(ana);
        visit.post("/me/stop", Map.of("what", "everything")).then().statusCode(303);
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        var page = visit.get("/me").asString();
        visit.post("/me/undo", Map.of("no", no(page))).then().statusCode(303);
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
        assertEquals(before, words(ana));
        assertTheRecordSaysSo(ana);
        assertTrue(visit.get("/me").asString().contains("One company may write to you"));
        assertEquals(List.of("grant", "grant", "withdrawal", "undo"), kinds(ana));
    }

    @Test
    void oneNoIsTakenBackAndWhatWasSaidAfterItStays() throws SQLException {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.post("/me/say", said(ana, "offers")).then().statusCode(303);
        var first = no(visit.get("/me").asString());
        visit.post("/me/say", said(ana, "events")).then().statusCode(303);
        visit.post("/me/undo", Map.of("no", first)).then().statusCode(303);
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
        assertEquals("deny", Permits.outcome(ana, "events"));
        assertTheRecordSaysSo(ana);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-click", "topic", "controller", "everything"})
    void aStopByALinkHasItsUndoBesideIt(String press) throws SQLException {
        var ana = Visiting.somebody();
        var before = words(ana);
        var undo = undo(stopped(ana, press));
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        // Looking changes nothing: scanners follow links.
        anybody().get(undo).then().statusCode(200);
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        anybody().post(undo).then().statusCode(200).body(containsString("as it was before your no"));
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
        assertEquals(before, words(ana));
        assertTheRecordSaysSo(ana);
        anybody().post(undo).then().statusCode(409).body(containsString("can no longer be undone"));
        assertEquals(before, words(ana));
    }

    @Test
    void laterItIsTooLate() throws SQLException {
        var ana = Visiting.somebody();
        clock.set(Instant.now().minus(Duration.ofMinutes(31)));
        stopped(ana, "one-click").then().statusCode(200);
        clock.reset();
        var no = database.value(
                        "select id from consent_event where kind = 'withdrawal' and person_id = ?", Persons.idOf(ana))
                .map(UUID::fromString)
                .orElseThrow();
        anybody()
                .post("/u/" + links.sealUndo(no) + "/undo")
                .then()
                .statusCode(409)
                .body(containsString("Nothing has changed"));
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void nobodyElseUndoesIt() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.post("/me/stop", Map.of("what", "everything")).then().statusCode(303);
        var no = no(visit.get("/me").asString());
        var other = Visiting.byLink(ana, "orders");
        assertFalse(NO.matcher(other.get("/me").asString()).find());
        for (var tried : List.of(no, UUID.randomUUID().toString(), "nonsense", "")) {
            other.post("/me/undo", Map.of("no", tried)).then().statusCode(303);
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        }
        anybody().post("/u/nonsense/undo").then().statusCode(404);
    }

    /** Whoever holds a link as well must not lift the no of the other, whichever of them was first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNoThatTwoHaveSaidIsUndoneByNeither(boolean linkFirst) throws SQLException {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        var link = Permits.link(ana, "offers.shoes", "/p/");
        var undo = linkFirst ? undo(pressed(link, "everything")) : "";
        visit.post("/me/stop", Map.of("what", "everything")).then().statusCode(303);
        if (!linkFirst) undo = undo(pressed(link, "everything"));
        anybody().post(undo).then().statusCode(409).body(containsString("can no longer be undone"));
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        assertTheRecordSaysSo(ana);
    }

    @Test
    void whatCameFromElsewhereIsNotUndoneHere() {
        var ana = Visiting.somebody();
        Acts.withdraw(ana, "offers").then().statusCode(201);
        var visit = Visiting.byLink(ana, "orders");
        assertFalse(NO.matcher(visit.get("/me").asString()).find());
    }

    @Test
    void whoIsErasedHasNothingToUndo() {
        var ana = Visiting.somebody();
        var undo = undo(stopped(ana, "one-click"));
        Api.staff("admin").delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        anybody().post(undo).then().statusCode(409).body(not(containsString(ana)));
    }

    private Response stopped(String ana, String press) {
        if (press.equals("one-click")) return anybody().post(Permits.link(ana, "offers.shoes", "/u/"));
        return pressed(Permits.link(ana, "offers.shoes", "/p/"), press);
    }

    private static Response pressed(String link, String press) {
        return anybody()
                .contentType("application/x-www-form-urlencoded")
                .formParam("stop", press)
                .post(link);
    }

    private static String undo(Response stopped) {
        var link = LINK.matcher(stopped.then().statusCode(200).extract().asString());
        assertTrue(link.find());
        return link.group(1);
    }

    private static String no(String page) {
        var no = NO.matcher(page);
        assertTrue(no.find(), page);
        return no.group(1);
    }

    private Map<String, Object> said(String ana, String topic) {
        var point = database.value("select point_id from contact_point where person_id = ?", Persons.idOf(ana))
                .orElseThrow();
        return Map.of(
                "controller", "acme", "topic", topic, "channel", "email", "point", point.toString(), "answer", "no");
    }

    private Set<UUID> words(String ana) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("select terms from terms where person_id = ?")) {
            select.setObject(1, Persons.idOf(ana));
            var row = select.executeQuery();
            assertTrue(row.next());
            return TermsJson.read(row.getBytes(1)).words().stream()
                    .map(it -> it.id())
                    .collect(Collectors.toSet());
        }
    }

    /** All acts, folded from the start, give what is stored. */
    private void assertTheRecordSaysSo(String ana) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var acts = new History(connection).of(Persons.idOf(ana));
            assertEquals(Fold.of(acts).words().stream().map(it -> it.id()).collect(Collectors.toSet()), words(ana));
        }
    }

    private static List<String> kinds(String ana) {
        return Api.staff("compliance")
                .get("/v1/persons/" + Persons.idOf(ana) + "/history")
                .then()
                .statusCode(200)
                .extract()
                .path("acts.kind");
    }
}
