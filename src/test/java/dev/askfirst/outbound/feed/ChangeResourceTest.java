package dev.askfirst.outbound.feed;

import static dev.askfirst.outbound.feed.Change.Type.CONFIRMATION_REQUESTED;
import static dev.askfirst.outbound.feed.Change.Type.CONSENT_GRANTED;
import static dev.askfirst.outbound.feed.Change.Type.CONSENT_WITHDRAWN;
import static dev.askfirst.outbound.feed.Change.Type.PERSON_MERGED;
import static dev.askfirst.outbound.feed.Change.Type.SUPPRESSION_ADDED;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.outbound.Follower;
import dev.askfirst.outbound.Happenings;
import dev.askfirst.person.key.Cursors;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class ChangeResourceTest {

    private static final Supplier<RequestSpecification> STAFF = () -> staff("admin");

    @Inject
    Happenings happenings;

    @Inject
    PairwiseIds pairwiseIds;

    @Inject
    Cursors cursors;

    @Inject
    DemoCatalog catalog;

    private final UUID ana = UUID.randomUUID();

    @Test
    void anEventSaysAllThatStaffMayKnow() {
        var follower = Follower.fromNow(STAFF, 10);
        var change = happenings.change(CONSENT_WITHDRAWN, ana, 7, "acme");
        happenings.happen(change);
        var event = follower.rest().getFirst();
        assertEquals("1.0", event.get("specversion").asText());
        assertEquals("consent.withdrawn", event.get("type").asText());
        assertEquals(ana.toString(), event.get("subject").asText());
        assertEquals("7", event.get("sequence").asText());
        assertEquals(change.at().toString(), event.get("time").asText());
        assertTrue(event.get("source").asText().startsWith("http"));
        assertEquals("acme", event.at("/data/controller").asText());
        assertEquals(change.id().toString(), event.at("/data/act").asText());
        assertEquals("offers", event.at("/data/topic").asText());
    }

    @Test
    void whoActsAndThenReadsSeesWhatTheyDid() {
        var follower = Follower.fromNow(() -> sender("acme-mailer"), 10);
        var contact = Acts.newcomer();
        var granted = Acts.grant(contact, "offers").then().statusCode(201).extract();
        var yes = follower.rest().getFirst();
        assertEquals("consent.granted", yes.get("type").asText());
        assertEquals(granted.path("person"), yes.get("subject").asText());
        assertEquals(granted.path("id"), yes.at("/data/act").asText());
        Acts.withdraw(contact, "offers").then().statusCode(201);
        var no = follower.rest().getFirst();
        assertEquals("consent.withdrawn", no.get("type").asText());
        assertEquals(yes.get("subject"), no.get("subject"));
        assertTrue(no.get("sequence").asLong() > yes.get("sequence").asLong());
    }

    @Test
    void aSenderSeesOnlyItsControllersAndPeopleByTheirPairwiseIds() {
        var follower = Follower.fromNow(() -> sender("acme-mailer"), 10);
        happenings.happen(
                happenings.change(CONSENT_GRANTED, ana, 1, "globex"),
                happenings.change(CONSENT_GRANTED, ana, 2, "acme"),
                happenings.everywhere(CONSENT_WITHDRAWN, ana, 3, "globex"),
                happenings.aboutNobody(SUPPRESSION_ADDED, "*"),
                happenings.aboutNobody(SUPPRESSION_ADDED, "acme"));
        var events = follower.rest();
        assertEquals(List.of("consent.granted", "suppression.added"), texts(events, "type"));
        assertEquals(
                pairwiseIds.of("acme", ana).toString(),
                events.get(0).get("subject").asText());
        assertNull(events.get(1).get("subject"));
        assertNull(events.get(1).get("sequence"));
    }

    /** Versions of the terms are one person's for all: they would tell acme how often somebody dealt with globex. */
    @Test
    void aSenderCountsWhatItIsToldOfAPersonAndNothingElse() {
        var acme = Follower.fromNow(() -> sender("acme-mailer"), 10);
        var globex = Follower.fromNow(() -> sender("globex-mailer"), 10);
        var staff = Follower.fromNow(STAFF, 10);
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        for (var version = 2; version < 9; version++) {
            happenings.happen(happenings.change(CONSENT_GRANTED, ana, version, "globex"));
        }
        happenings.happen(
                happenings.change(CONSENT_WITHDRAWN, ana, 9, "acme"),
                happenings.everywhere(CONSENT_WITHDRAWN, ana, 10, "globex", "acme"));
        assertEquals(List.of("1", "2", "3"), texts(acme.rest(), "sequence"));
        assertEquals(LongStream.rangeClosed(1, 8).mapToObj(Long::toString).toList(), texts(globex.rest(), "sequence"));
        assertEquals(LongStream.rangeClosed(1, 10).mapToObj(Long::toString).toList(), texts(staff.rest(), "sequence"));
    }

    /** Places in the feed are everybody's: whoever could read them off would see what others are told. */
    @Test
    void aCursorTellsItsHolderNothingOfOthers() {
        var acme = Follower.fromNow(() -> sender("acme-mailer"), 10);
        var seen = new HashSet<String>();
        for (var i = 0; i < 3; i++) {
            assertEquals(List.of(), acme.rest());
            seen.add(acme.cursor());
        }
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "globex"));
        assertEquals(List.of(), acme.rest());
        seen.add(acme.cursor());
        assertEquals(4, seen.size(), "a cursor that stays the same, or changes, would say whether something happened");
        assertEquals(1, seen.stream().map(String::length).distinct().count());
    }

    @Test
    void aCursorIsOfNoUseToAnotherSender() {
        sender("globex-mailer")
                .queryParam(
                        "after",
                        Follower.fromNow(() -> sender("acme-mailer"), 10).cursor())
                .get("/v1/changes")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("after"));
    }

    @Test
    void whatConcernsAllIsToldOnceForEachControllerThatThePersonSpokeTo() {
        var agency = Follower.fromNow(() -> sender("agency"), 10);
        var staff = Follower.fromNow(STAFF, 10);
        happenings.happen(happenings.everywhere(CONSENT_WITHDRAWN, ana, 3, "globex", "acme"));
        var events = agency.rest();
        assertEquals(
                List.of(
                        pairwiseIds.of("acme", ana).toString(),
                        pairwiseIds.of("globex", ana).toString()),
                texts(events, "subject"));
        assertNotEquals(events.get(0).get("id"), events.get(1).get("id"));
        // The act's id would let two controllers find out that they know the same person.
        assertTrue(events.stream().noneMatch(event -> event.get("data").has("act")));
        var once = staff.rest();
        assertEquals(List.of(ana.toString()), texts(once, "subject"));
        assertEquals("*", once.getFirst().at("/data/controller").asText());
    }

    @Test
    void aPageMayEndInTheMiddleOfOneChange() {
        var follower = Follower.fromNow(() -> sender("agency"), 1);
        happenings.happen(happenings.everywhere(CONSENT_WITHDRAWN, ana, 1, "acme", "globex"));
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 2, "acme"));
        assertEquals(List.of("acme"), controllers(follower.page()));
        assertEquals(List.of("globex"), controllers(follower.page()));
        assertEquals(List.of("acme"), controllers(follower.page()));
        assertEquals(List.of(), follower.page());
    }

    @Test
    void noIdentifierEverReachesASender() {
        var follower = Follower.fromNow(() -> sender("acme-mailer"), 10);
        var change = happenings.change(PERSON_MERGED, ana, 1, "acme");
        var ben = UUID.randomUUID();
        change.data()
                .put("point", "0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60")
                .put("contact", "mailto:ana@test.example")
                .put("other", ben.toString())
                .put("made", "2026-11-22T10:00:00Z");
        happenings.happen(change);
        var event = follower.rest().getFirst();
        assertEquals(
                pairwiseIds.of("acme", ben).toString(), event.at("/data/other").asText());
        assertEquals("2026-11-22T10:00:00Z", event.at("/data/at").asText());
        for (var hidden : List.of("0196f3a1", "ana@test.example", ana.toString(), ben.toString())) {
            assertFalse(event.toString().contains(hidden), event::toString);
        }
    }

    @Test
    void onlyWhoDeliversConfirmationsSeesTheirLink() {
        var mailer = Follower.fromNow(() -> sender("acme-mailer"), 10);
        var texter = Follower.fromNow(() -> sender("acme-texter"), 10);
        var staff = Follower.fromNow(STAFF, 10);
        try {
            catalog.replace(thatDelivers(catalog.document(), "acme-texter"));
            var change = happenings.change(CONFIRMATION_REQUESTED, ana, 1, "acme");
            happenings.happen(change);
            assertTrue(texter.rest().getFirst().at("/data/link").isTextual());
            assertTrue(staff.rest().getFirst().at("/data/link").isTextual());
            var mailers = mailer.rest();
            assertEquals(List.of("confirmation.requested"), texts(mailers, "type"));
            assertFalse(mailers.toString().contains("/c/"));
        } finally {
            catalog.again();
        }
    }

    @Test
    void aCursorThatTheFeedDoesNotReachIsRefused() {
        var next = Cursor.parse(cursors, "*", Follower.fromNow(STAFF, 1).cursor());
        for (var position : List.of(0L, next.position() + 1_000_000)) {
            staff("admin")
                    .queryParam("after", Cursor.at(position).text(cursors, "*"))
                    .get("/v1/changes")
                    .then()
                    .statusCode(410)
                    .body("type", is("/problems/cursor-expired"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=x", "after=LTE6", "after=YQ", "after=MTI6", "limit=0", "limit=1001", "limit=many"})
    void whatIsNoCursorAndNoLimitIsRefused(String query) {
        careless(Api.token("admin"))
                .get("/v1/changes?" + query)
                .then()
                .statusCode(400)
                .body("errors[0].field", is(query.split("=")[0]));
    }

    private static CatalogDocument thatDelivers(CatalogDocument catalog, String deliverer) {
        var text = Json.MAPPER.valueToTree(catalog);
        for (var sender : text.get("senders")) {
            var node = (ObjectNode) sender;
            node.put("deliversConfirmation", sender.get("id").asText().equals(deliverer));
        }
        return Json.read(text, Json.MAPPER.readerFor(CatalogDocument.class));
    }

    private static List<String> texts(List<JsonNode> events, String member) {
        return events.stream().map(event -> event.get(member).asText()).toList();
    }

    private static List<String> controllers(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.at("/data/controller").asText())
                .toList();
    }
}
