package dev.askfirst.decision.whatif;

import static dev.askfirst.catalog.draft.Admins.BEA;
import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.draft.Admins;
import dev.askfirst.catalog.draft.Drafts;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.decision.record.DecisionsOnPages;
import dev.askfirst.decision.replay.Replay;
import dev.askfirst.decision.replay.Replays;
import dev.askfirst.decision.whatif.WhatIfResult.Change;
import dev.askfirst.law.Locator;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a draft would have changed: nothing for a catalog that stays as it is, and for others what would have been answered. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class WhatIfTest {

    private static final String SHOES =
            "{\"id\": \"offers.shoes\", \"purpose\": \"marketing\", \"name\": \"Shoes\", \"needsConsent\": %s}";
    private static final String FRANCE = "\"FR\", \"GP\", \"MQ\", \"GF\", \"RE\", \"YT\", \"PM\", \"BL\", \"MF\"";
    private static final String RENAMED = "{\"id\": \"other\", \"name\": \"%s\"}";

    @Inject
    DataSource dataSource;

    @Inject
    Drafts drafts;

    @Inject
    CatalogHistory history;

    @Inject
    Locator locator;

    @Inject
    Desk desk;

    @Inject
    Replays replays;

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    private Instant from;

    @BeforeEach
    void now() throws SQLException {
        from = clock.read();
    }

    @AfterEach
    void theDemoAgain() {
        clock.reset();
        catalog.again();
    }

    /** Whatever people said, and became, and whatever law and caps say: without a change nothing comes out otherwise. */
    @Test
    void aCatalogThatStaysAsItIsGivesTheSameToTheLastBit() throws SQLException {
        everythingHappens();
        var shown = drafts.one(Admins.made(BEA, "purposes", RENAMED.formatted("Other")));
        var same =
                new Drafts.Shown(shown.draft(), shown.base().with(shown.draft().document()), shown.newest(), false);
        var result = run(same);
        var single = again();
        assertEquals(0, result.already(), "all come out as they are on record");
        assertEquals(List.of(), result.changes());
        assertEquals(0, result.details());
        assertEquals(single.same(), result.same());
        assertEquals(single.impossible(), result.notDecided(), result.unknown()::toString);
        assertEquals(0, single.different());
        assertTrue(result.same() >= 12 && result.notDecided() >= 1, result::toString);
        assertEquals(result.decisions(), result.same() + result.notDecided());
    }

    @Test
    void whatATopicWouldNeedNoMoreIsPermitted() throws SQLException {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        ask("acme-mailer", about(ana)).then().body("outcome", is("permit"));
        var denied = ask("acme-mailer", about(Acts.newcomer())).<String>path("id");
        ask("acme-mailer", about(Acts.newcomer()));
        var result = run(drafts.one(Admins.made(BEA, "topics", SHOES.formatted("false"))));
        assertEquals(List.of(new Change("", "deny", "permit", 2)), result.changes());
        assertEquals(List.of(new Change("acme-mailer", "deny", "permit", 2)), result.senders());
        assertEquals(List.of(new Change("offers.shoes", "deny", "permit", 2)), result.topics());
        assertEquals(List.of(new Change("consent_unknown", "deny", "permit", 2)), result.reasons());
        assertEquals(3, result.decisions());
        assertEquals(UUID.fromString(denied), result.examples().getFirst().decision());
        assertEquals("deny consent_unknown", answer(Acts.newcomer()), "nothing is touched");
    }

    @Test
    void whatASenderCouldNotAskIsCountedAsRefused() throws SQLException {
        ask("acme-mailer", about(Acts.newcomer()));
        var result = run(drafts.one(Admins.made(BEA, "senders", """
                {"id": "acme-mailer", "name": "Mailer", "controllers": ["acme"], "channels": ["email"],
                 "topics": ["newsletter"]}""")));
        assertEquals(List.of(new Change("", "deny", "refused", 1)), result.changes());
    }

    @Test
    void aNoticeThatEndsEarlierYesesEndsThem() throws SQLException {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        ask("acme-mailer", about(ana)).then().body("outcome", is("permit"));
        var result = run(drafts.one(Admins.made(BEA, "notices", """
                {"id": "acme-marketing", "version": 2, "language": "en", "controller": "acme", "topics": ["offers"],
                 "words": "Yes, again.", "earlier": {"then": "end"}}""")));
        assertEquals(List.of(new Change("", "permit", "deny", 1)), result.changes());
        assertEquals(List.of("consent_expired"), result.examples().getFirst().after());
    }

    /** What was counted for a cap tells what another maximum makes of it; of another cap the permits on record do. */
    @Test
    void capsAreDecidedByWhatWasCounted() throws SQLException {
        caps("{\"max\": 3, \"per\": \"day\"}");
        from = clock.read();
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        for (var i = 0; i < 3; i++) ask("acme-mailer", about(ana)).then().body("outcome", is("permit"));
        var fewer = run(drafts.one(cap("{\"max\": 2, \"per\": \"day\"}")));
        assertEquals(List.of(new Change("", "permit", "defer", 1)), fewer.changes());
        assertEquals(List.of("cap_reached"), fewer.examples().getFirst().after());
        assertEquals(
                List.of(),
                run(drafts.one(cap("{\"max\": 4, \"per\": \"day\"}"))).changes());
        var rolling = run(drafts.one(cap("{\"max\": 1, \"per\": \"P30D\"}")));
        assertEquals(List.of(), rolling.unknown(), "what nobody counted is counted from the record");
        assertEquals(List.of(new Change("", "permit", "defer", 2)), rolling.changes());
        ask("acme-mailer", about(ana, "\"mode\": \"check\", \"at\": \"" + from.minus(Duration.ofDays(1)) + "\""));
        var past = run(drafts.one(cap("{\"max\": 9, \"per\": \"P30D\"}")));
        assertEquals(List.of(new WhatIfResult.Counted("cap_not_counted", 1)), past.unknown());
    }

    /** Where somebody may have been is known where a row for the same places was looked up, and where no number tells. */
    @Test
    void lawsAreDecidedWhereThePlaceIsOnRecord() throws SQLException {
        called();
        var there = run(drafts.one(Admins.made(BEA, "laws", law("fr-new", FRANCE, "voice"))));
        assertEquals(List.of(), there.unknown(), "it binds where the row of law bound that is on record");
        assertEquals(0, there.already());
        var elsewhere = run(drafts.one(Admins.made(BEA, "laws", law("bt-new", "\"BT\"", "voice"))));
        assertEquals(List.of(new WhatIfResult.Counted("place_not_recorded", 1)), elsewhere.unknown());
        from = clock.read();
        ask("acme-mailer", about(Acts.newcomer()));
        var mail = run(drafts.one(Admins.made(BEA, "laws", law("bt-mail", "\"BT\"", "email"))));
        assertEquals(List.of(), mail.unknown(), "no number tells where an address is");
    }

    private WhatIfResult run(Drafts.Shown shown) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return new WhatIfRun(connection, history, locator, new GivingWay(desk, 1), shown)
                    .run(from, clock.read().plus(Duration.ofSeconds(1)), _ -> {});
        }
    }

    private record Single(long same, long different, long impossible) {}

    /** Each of them made again by itself, as the replay does. */
    private Single again() throws SQLException {
        long same = 0;
        long different = 0;
        long impossible = 0;
        try (var connection = dataSource.getConnection()) {
            var to = clock.read().plus(Duration.ofSeconds(1));
            var pages = DecisionsOnPages.next(connection, DecisionsOnPages.before(connection, from), to, 10_000);
            for (var page : pages) {
                for (var decision : page.decisions()) {
                    switch (replays.of(connection, decision)) {
                        case Replay.Same _ -> same++;
                        case Replay.Different _ -> different++;
                        case Replay.Impossible _ -> impossible++;
                    }
                }
            }
        }
        return new Single(same, different, impossible);
    }

    private void everythingHappens() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        ask("acme-mailer", about(ana));
        ask("acme-mailer", about(ana, "\"message\": {\"authorship\": \"automated\", \"campaign\": \"spring\"}"));
        Acts.withdraw(ana, "offers.shoes");
        ask("acme-mailer", about(ana));
        ask("acme-mailer", about(Acts.newcomer()));
        var bo = Acts.newcomer();
        Acts.grant(bo, "offers");
        prefer(
                bo,
                "\"windows\": [{\"from\": \"09:00\", \"to\": \"09:01\"}], \"caps\": [{\"max\": 1, \"per\": \"P7D\"}]");
        for (var i = 0; i < 3; i++) ask("acme-mailer", about(bo));
        var cleo = Acts.newcomer();
        Acts.grant(cleo, "offers");
        prefer(cleo, "\"caps\": [{\"max\": 2, \"per\": \"day\"}]");
        for (var i = 0; i < 4; i++) ask("acme-mailer", about(cleo));
        Persons.merge(Persons.idOf(ana), Persons.idOf(bo), database).then().statusCode(200);
        ask("acme-mailer", about(ana));
        ask("acme-mailer", about(bo));
        called();
        Acts.object(cleo);
        ask("acme-mailer", about(cleo));
        var erased = Acts.newcomer();
        Acts.grant(erased, "offers");
        ask("acme-mailer", about(erased));
        staff(Caller.ADMIN).delete("/v1/persons/" + Persons.idOf(erased)).then().statusCode(200);
    }

    /** A call to somebody in France, outside of the hours of the law there. */
    private static String called() {
        var number = Acts.newNumber("+336", 8);
        sender("acme-dialler")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "voice",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "at": "2026-01-10T09:00:00Z", "evidence": {"method": "form"}}""".formatted(number))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        return ask("acme-dialler", """
                {"to":"%s","channel":"voice","topic":"offers","mode":"check","at":"2026-09-15T11:00:00Z"}""".formatted(number)).path("id");
    }

    private static void prefer(String contact, String members) {
        staff(Caller.ADMIN)
                .header("If-Match", "*")
                .body("{\"timeZone\": \"Europe/Paris\", %s}".formatted(members))
                .put("/v1/persons/" + Persons.idOf(contact) + "/preferences")
                .then()
                .statusCode(200);
    }

    private static String controller(String cap) {
        return """
                {"id": "acme", "name": "Acme Shoes", "contact": "mailto:people@acme.example", "language": "en",
                 "caps": [%s]}""".formatted(cap);
    }

    private static void caps(String cap) {
        staff(Caller.ADMIN)
                .body(controller(cap))
                .put("/v1/catalog/controllers/acme")
                .then()
                .statusCode(200);
    }

    private static String cap(String cap) {
        return Admins.made(BEA, "controllers", controller(cap));
    }

    private static String law(String id, String places, String channel) {
        return """
                {"id": "%s", "version": 1, "name": "New", "jurisdictions": [%s], "channels": ["%s"],
                 "kinds": ["marketing"], "windows": {"MON-SUN": ["09:00-18:00"]}, "validFrom": "2020-01-01T00:00:00Z",
                 "source": "https://laws.example/new", "asOf": "2026-11-22", "confidence": "primary"}""".formatted(id, places, channel);
    }
}
