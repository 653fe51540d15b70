package dev.askfirst.consent;

import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.local.LocalTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** People speak for themselves, and for nobody else. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OwnWordTest {

    private static final String GRANT = """
            {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
             "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "page"}}""";

    @Test
    void theirNoNeedsNobodyNamedAndTheirYesIsHeldToNoEarlierNo() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var self = idOf(ana);
        person(self)
                .body("{\"controller\": \"acme\", \"topic\": \"offers\"}")
                .post("/v1/withdrawals")
                .then()
                .statusCode(201)
                .body("person", is(self.toString()), "state", is("withdrawn"));
        assertEquals("deny consent_withdrawn", answer(ana));
        person(self).body(GRANT.formatted(ana)).post("/v1/grants").then().statusCode(201);
        assertEquals("permit", answer(ana));
    }

    @Test
    void nothingAtAllIsAnObjectionToEveryone() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        person(idOf(ana)).body("{}").post("/v1/withdrawals").then().statusCode(201);
        assertEquals("deny objected consent_withdrawn", answer(ana));
    }

    @Test
    void anAddressOfSomeoneElseIsRefusedAndChangesNothing() {
        var ana = Acts.newcomer();
        var bob = Acts.newcomer();
        Acts.grant(ana, "offers");
        Acts.grant(bob, "events");
        var bobs = idOf(bob);
        for (var contact : new String[] {ana, Acts.newcomer()}) {
            person(bobs)
                    .body("{\"contact\": \"%s\"}".formatted(contact))
                    .post("/v1/withdrawals")
                    .then()
                    .statusCode(422)
                    .body("type", is("/problems/unknown-person"));
            person(bobs)
                    .body(GRANT.formatted(contact))
                    .post("/v1/grants")
                    .then()
                    .statusCode(422);
        }
        person(bobs)
                .body("{\"person\": \"%s\"}".formatted(idOf(ana)))
                .post("/v1/withdrawals")
                .then()
                .statusCode(403);
        assertEquals("permit", answer(ana));
    }

    @Test
    void aTokenThatNamesNobodySpeaksForNobody() {
        var nameless =
                LocalTokens.issue(Api.keys(), "person", Optional.empty(), Optional.of("ana"), Duration.ofMinutes(1));
        careless(nameless).body("{}").post("/v1/withdrawals").then().statusCode(403);
        person(UUID.randomUUID()).body("{}").post("/v1/withdrawals").then().statusCode(422);
    }

    private static UUID idOf(String contact) {
        return UUID.fromString(staff("admin")
                .body("{\"contact\": \"" + contact + "\"}")
                .post("/v1/persons/lookup")
                .jsonPath()
                .getString("person"));
    }
}
