package dev.askfirst.person;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever staff read about people is on record, with the person where it is one. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class AccessesTest {

    private static final String ALL = "select id::text, what, coalesce(person_id::text, 'nobody') from access";
    private static final String BEFORE = "2099-01-01T00:00:00Z";

    @Inject
    Database database;

    @Test
    void aDecisionMadeAgainShowsWhomItWasAbout() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = Persons.idOf(ana);
        var decision = ask("acme-mailer", about(ana)).path("id");
        assertEquals(
                List.of(List.of("decision", id.toString())),
                left(() -> staff("compliance").get("/v1/decisions/" + decision + "/replay")));
    }

    @Test
    void suppressionsOfAnAddressShowWhoseItIs() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        assertEquals(
                List.of(List.of("suppressions", Persons.idOf(ana).toString())),
                left(() -> suppressionsOf("admin", ana)));
    }

    @Test
    void lookingForAnAddressThatNobodyHasIsALookToo() {
        var nobody = List.of("suppressions", "nobody");
        assertEquals(List.of(nobody), left(() -> suppressionsOf("compliance", Acts.newcomer())));
    }

    @Test
    void listsOfPeopleAreLooks() {
        var expiring = List.of(List.of("expiring", "nobody"));
        assertEquals(expiring, left(() -> staff("compliance").get("/v1/consents/expiring?before=" + BEFORE)));
        assertEquals(expiring, left(() -> staff("admin").get("/v1/consents/expiring?before=" + BEFORE)));
        var replies = List.of(List.of("replies", "nobody"));
        assertEquals(replies, left(() -> staff("compliance").get("/v1/replies")));
        var entries = List.of(List.of("entries", "nobody"));
        assertEquals(entries, left(() -> staff("compliance").get("/v1/audit/entries")));
    }

    @Test
    void whatSendersReadIsNoLookOfStaff() {
        var ana = Acts.newcomer();
        assertEquals(List.of(), left(() -> sender("acme-mailer").get("/v1/replies")));
        assertEquals(
                List.of(),
                left(() -> sender("acme-mailer")
                        .body("{\"contact\": \"" + ana + "\"}")
                        .post("/v1/suppressions/lookup")));
    }

    private static Response suppressionsOf(String role, String contact) {
        return staff(role).body("{\"contact\": \"" + contact + "\"}").post("/v1/suppressions/lookup");
    }

    /** What a read leaves behind, other than what is there already. */
    private List<List<String>> left(Supplier<Response> read) {
        var before = database.rows(ALL);
        read.get().then().statusCode(200);
        var after = new ArrayList<>(database.rows(ALL));
        after.removeAll(before);
        return after.stream().map(it -> it.subList(1, 3)).toList();
    }
}
