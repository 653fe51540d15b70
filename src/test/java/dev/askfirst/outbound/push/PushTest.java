package dev.askfirst.outbound.push;

import static dev.askfirst.outbound.push.Pushing.address;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.connection.PushTarget.NoTo;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tools are told, against a server that speaks as they do: which noes, how often, and what becomes of a yes. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PushTest {

    @Inject
    Pushing pushing;

    @Inject
    Database database;

    private final String ana = Acts.newcomer();
    private ToolServer server;

    @BeforeEach
    void begin() throws IOException {
        pushing.begin();
        server = new ToolServer();
        Acts.grant(ana, "offers").then().statusCode(201);
    }

    @AfterEach
    void end() {
        pushing.end();
        server.close();
    }

    @Test
    void everyToolIsToldOfANoOnceAndItsOwnWordConfirmsIt() {
        pushing.targets(Pushing.all(server, false));
        pushing.tick();
        assertEquals(List.of(), server.about(address(ana)));
        Acts.withdraw(ana, "offers").then().statusCode(201);
        pushing.tick();
        assertEquals("COMPLAINT", server.suppressed().get("ses/" + address(ana)));
        assertEquals("global", server.suppressed().get("sendgrid/" + address(ana)));
        assertEquals("unsubscribed", server.members().get(address(ana)));
        for (var tool : List.of("ses", "sendgrid", "mailchimp"))
            assertEquals("confirmed", pushing.state(ana, tool), tool);
        var times = server.about(address(ana)).size();
        Acts.object(ana).then().statusCode(201);
        pushing.tick();
        assertEquals(times, server.about(address(ana)).size(), "one no more tells a tool nothing new");
    }

    /** Klaviyo only takes requests in. */
    @Test
    void whatAToolHasOnlyTakenInIsNotConfirmed() {
        pushing.targets(Pushing.all(server, false)[3]);
        server.jobsAre("processing");
        Acts.withdraw(ana, "offers");
        pushing.tick();
        assertEquals("waiting", pushing.state(ana, "klaviyo"));
        pushing.later(Duration.ofSeconds(10));
        assertEquals("waiting", pushing.state(ana, "klaviyo"));
        server.jobsAre("complete");
        pushing.later(Duration.ofMinutes(6));
        assertEquals("confirmed", pushing.state(ana, "klaviyo"));
        assertEquals("suppressed", server.suppressed().get("klaviyo/" + address(ana)));
        assertEquals(
                1,
                server.asked().stream().filter(it -> it.method().equals("POST")).count());
    }

    @Test
    void aBounceIsPushedAsOneAndItsLiftTakesNothingBack() {
        pushing.targets(Pushing.ses(server, false));
        var id = sender("acme-mailer")
                .body("""
                        {"contact": "%s", "reason": "bounce"}""".formatted(ana))
                .post("/v1/suppressions")
                .then()
                .statusCode(201)
                .extract()
                .path("suppressions[0].id");
        pushing.tick();
        assertEquals("BOUNCE", server.suppressed().get("ses/" + address(ana)));
        sender("acme-mailer")
                .body("{\"reason\": \"a mistake\"}")
                .delete("/v1/suppressions/" + id)
                .then()
                .statusCode(200);
        pushing.tick();
        assertEquals("BOUNCE", server.suppressed().get("ses/" + address(ana)));
        var push = pushing.of(ana);
        assertEquals("confirmed", push.getString("pushes[0].state"));
        assertTrue(push.getBoolean("pushes[0].overtaken"));
    }

    @Test
    void aNoToAPartIsPushedWhereAnyTopicIsEnough() {
        var all = Pushing.template(
                "all",
                List.of("offers", "events"),
                NoTo.ALL,
                Pushing.post(server.url("all"), "application/json", "{\"to\":\"{contact}\"}"));
        var any = Pushing.template(
                "any",
                List.of("offers", "events"),
                NoTo.ANY,
                all.template().orElseThrow().no());
        var other = Pushing.template(
                "other",
                List.of("orders"),
                NoTo.ALL,
                all.template().orElseThrow().no());
        pushing.targets(all, any, other);
        Acts.withdraw(ana, "offers");
        pushing.tick();
        assertEquals("confirmed", pushing.state(ana, "any"));
        assertNull(pushing.state(ana, "all"));
        Acts.withdraw(ana, "events");
        pushing.tick();
        assertEquals("confirmed", pushing.state(ana, "all"));
        assertNull(pushing.state(ana, "other"), "nobody said no to orders");
        assertEquals(2, server.about(address(ana)).size());
    }

    @Test
    void aStopIsPushedAndWhatWasUndoneBeforeIsNot() {
        pushing.targets(Pushing.ses(server, false));
        sender("acme-mailer")
                .body("""
                        {"from": "%s", "controller": "acme", "channel": "email", "text": "STOP"}""".formatted(ana))
                .post("/v1/replies")
                .then()
                .statusCode(200);
        sender("acme-mailer")
                .body("""
                        {"from": "%s", "controller": "acme", "channel": "email", "text": "START"}""".formatted(ana))
                .post("/v1/replies")
                .then()
                .statusCode(200);
        pushing.tick();
        assertEquals(List.of(), server.about(address(ana)));
        sender("acme-mailer")
                .body("""
                        {"from": "%s", "controller": "acme", "channel": "email", "text": "STOP"}""".formatted(ana))
                .post("/v1/replies")
                .then()
                .statusCode(200);
        pushing.tick();
        assertTrue(server.suppressed().containsKey("ses/" + address(ana)));
    }

    @Test
    void aYesTakesBackWhatWasPushedWhereTheTargetSaysSo() {
        pushing.targets(Pushing.all(server, true));
        Acts.withdraw(ana, "offers");
        pushing.tick();
        pushing.later(Duration.ofSeconds(10));
        assertTrue(server.suppressed().containsKey("klaviyo/" + address(ana)));
        Acts.grant(ana, "offers");
        yesAgain();
        pushing.tick();
        pushing.later(Duration.ofSeconds(10));
        for (var tool : List.of("ses", "sendgrid", "klaviyo"))
            assertFalse(server.suppressed().containsKey(tool + "/" + address(ana)), tool);
        assertEquals("subscribed", server.members().get(address(ana)));
        var told = pushing.of(ana);
        assertEquals(List.of("yes", "yes", "yes", "yes"), told.getList("pushes.says"));
        assertEquals(List.of("confirmed", "confirmed", "confirmed", "confirmed"), told.getList("pushes.state"));
    }

    @Test
    void aYesOfSomebodyOfWhomNothingWasPushedTakesNothingOut() {
        pushing.targets(Pushing.all(server, true));
        Acts.grant(ana, "events");
        pushing.tick();
        assertEquals(List.of(), server.about(address(ana)));
    }

    @Test
    void withoutThatAYesLeavesTheToolAsItIsAndTheNextNoIsPushedAgain() {
        pushing.targets(Pushing.ses(server, false));
        Acts.withdraw(ana, "offers");
        pushing.tick();
        yesAgain();
        pushing.tick();
        assertTrue(server.suppressed().containsKey("ses/" + address(ana)));
        assertTrue(pushing.of(ana).getBoolean("pushes[0].overtaken"));
        Acts.withdraw(ana, "offers");
        pushing.tick();
        assertEquals(2, server.about(address(ana)).size(), "somebody may have taken it out by hand");
        assertFalse(pushing.of(ana).getBoolean("pushes[0].overtaken"));
    }

    /** A yes after a no needs somebody who vouches for it. */
    private void yesAgain() {
        staff("admin").body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "https://acme.example/join"}}""".formatted(ana)).post("/v1/grants").then().statusCode(201);
    }

    @Test
    void aNewTargetIsToldFirstOfTheNoesThatStand() {
        Acts.withdraw(ana, "offers");
        var person = Persons.idOf(ana);
        pushing.targets(Pushing.ses(server, false));
        walkFrom(person);
        pushing.tick();
        assertTrue(server.suppressed().containsKey("ses/" + address(ana)));
        assertEquals(1, server.about(address(ana)).size());
    }

    /** Nobody who stands before them is looked at. */
    private void walkFrom(UUID person) {
        database.execute("""
                update push_progress set person_after = coalesce(
                    (select person_id from terms where person_id < ? order by person_id desc limit 1),
                    '00000000-0000-0000-0000-000000000000')""", person);
    }

    @Test
    void anAddressThatIsAddedAfterANoIsPushedByTheNextWalk() {
        pushing.targets(Pushing.ses(server, false));
        Acts.object(ana);
        pushing.tick();
        var other = Acts.newcomer();
        var person = Persons.idOf(ana);
        staff("admin")
                .body("{\"contact\": \"%s\"}".formatted(other))
                .post("/v1/persons/" + person + "/contacts")
                .then()
                .statusCode(201);
        pushing.tick();
        assertFalse(server.suppressed().containsKey("ses/" + address(other)));
        database.execute("update push_progress set walked_at = walked_at - interval '25 hours'");
        pushing.begun();
        walkFrom(person);
        pushing.tick();
        assertTrue(server.suppressed().containsKey("ses/" + address(other)));
    }

    @Test
    void whoWasMergedIsToldOfByAllTheirAddresses() {
        pushing.targets(Pushing.ses(server, false));
        var ben = Acts.newcomer();
        Acts.grant(ben, "offers");
        Acts.withdraw(ana, "offers");
        Persons.merge(Persons.idOf(ben), Persons.idOf(ana), database).then().statusCode(200);
        pushing.tick();
        for (var one : List.of(ana, ben)) assertTrue(server.suppressed().containsKey("ses/" + address(one)));
        assertEquals(2, pushing.of(ben).getList("pushes").size());
    }

    @Test
    void somebodyErasedIsToldOfAndThenForgotten() {
        pushing.targets(Pushing.all(server, false));
        server.answerNext(503, Map.of(), "");
        staff("admin").delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        assertEquals(4, database.count("select count(*) from push where sealed is not null and person_id is null"));
        pushing.tick();
        pushing.later(Duration.ofSeconds(10));
        // Klaviyo takes it in first, whenever that is.
        pushing.later(Duration.ofSeconds(10));
        assertEquals(List.of(), database.rows("select target, state, words from push where sealed is not null"));
        for (var tool : List.of("ses", "sendgrid", "klaviyo"))
            assertTrue(server.suppressed().containsKey(tool + "/" + address(ana)), tool);
        assertFalse(server.members().containsKey(address(ana)));
        assertTrue(server.asked().stream().anyMatch(it -> it.path().endsWith("/actions/delete-permanent")));
    }
}
