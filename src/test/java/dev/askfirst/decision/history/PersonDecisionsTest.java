package dev.askfirst.decision.history;

import static dev.askfirst.consent.Persons.who;
import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** People see who asked about them, and why the answer was what it was; so do staff, on record. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PersonDecisionsTest {

    @Inject
    Database database;

    @Test
    void whoAskedAboutWhatAndWhatWasAnsweredNewestFirst() {
        var ana = Acts.newcomer();
        var id = who(ana);
        ask("acme-mailer", about(ana));
        person(id)
                .body("{\"until\": \"%s\"}".formatted(Instant.now().plus(Duration.ofDays(9))))
                .post("/v1/persons/" + id + "/pause")
                .then()
                .statusCode(201);
        ask("globex-mailer", about(ana)).then().body("reasons.code", is(List.of("consent_unknown")));
        Acts.object(ana);
        ask("acme-mailer", about(ana));
        ask("acme-mailer", about(Acts.newcomer()));
        for (var caller : List.of(person(id), staff("admin"), staff("compliance"))) {
            caller.get(path(id))
                    .then()
                    .statusCode(200)
                    .body("decisions", hasSize(3), "next", nullValue())
                    .body("decisions.sender", is(List.of("acme-mailer", "globex-mailer", "acme-mailer")))
                    .body("decisions.outcome", is(List.of("deny", "deny", "permit")))
                    .body("decisions[0].reasons.code", is(List.of("objected", "consent_withdrawn", "paused")))
                    .body("decisions[1].reasons.code", is(List.of("consent_unknown", "paused")))
                    .body("decisions[1].controller", is("globex"), "decisions[1].cut", is(true));
        }
        assertEquals(2, database.count("select count(*) from access where person_id = ? and what = 'decisions'", id));
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() {
        var ana = Acts.newcomer();
        var id = who(ana);
        var asked = new ArrayList<String>();
        for (var i = 0; i < 5; i++)
            asked.addFirst(ask("acme-mailer", about(ana)).path("id"));
        var seen = new ArrayList<String>();
        var query = "?limit=2";
        for (var page = 0; page < 3; page++) {
            var reply = person(id).get(path(id) + query);
            seen.addAll(reply.<List<String>>path("decisions.id"));
            query = "?limit=2&cursor=" + reply.path("next");
            assertEquals(page == 2, reply.path("next") == null);
        }
        assertEquals(asked, seen);
        person(id).get(path(id) + "?limit=5").then().body("decisions", hasSize(5), "next", nullValue());
    }

    @Test
    void whatWasAskedAtAnAddressTheyHadStaysTheirsAndWhatComesAfterDoesNot() {
        var old = Acts.newcomer();
        var id = who(old);
        ask("acme-mailer", about(old));
        var contacts = "/v1/persons/" + id + "/contacts";
        person(id).delete(contacts + "/" + person(id).get(contacts).path("contacts[0].id") + "?last=true");
        who(old);
        ask("acme-mailer", about(old));
        person(id).get(path(id)).then().body("decisions", hasSize(1));
    }

    @Test
    void nobodySeesAnybodyElsesAndACursorIsOne() {
        var id = who(Acts.newcomer());
        person(who(Acts.newcomer())).get(path(id)).then().statusCode(404);
        for (var wrong : List.of("limit=0", "limit=201", "limit=x", "limit=-1")) {
            careless(Api.token("admin"))
                    .get(path(id) + "?" + wrong)
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem("limit"));
        }
        careless(Api.token("admin"))
                .get(path(id) + "?cursor=1")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("cursor"));
    }

    private static String path(UUID id) {
        return "/v1/persons/" + id + "/decisions";
    }
}
