package dev.askfirst.console;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page says of consents that were not simply given on a form. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ProvenStoriesTest {

    @Inject
    Database database;

    @Test
    void anotherBasisIsNotCalledAgreement() {
        var yes = grant(Acts.newcomer(), """
                "basis": "implied", "ground": {"kind": "purchase"}, "evidence": {"method": "call"}""");
        page(yes)
                .body(containsString("may be written to on the basis of implied consent"))
                .body(containsString("They were not asked in words."), not(containsString("agreed")))
                .body(containsString("Ends"));
    }

    @Test
    void aPaperIsAPaperAndHowWellItIsProvenIsSaid() {
        var ana = Acts.newcomer();
        var yes = grant(ana, """
                "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "paper"}""");
        page(yes).body(containsString("agreed on paper to these words:"), containsString("partial: words or source"));
    }

    @Test
    void whatWasSaidToAnotherCompanyIsNoPartOfTheStory() {
        var ana = Acts.newcomer();
        var yes = Acts.grant(ana, "offers").jsonPath().getString("id");
        sender("globex-mailer")
                .body("""
                        {"contact": "%s", "controller": "globex", "topic": "offers", "evidence": {"method": "page"}}""".formatted(ana))
                .post("/v1/withdrawals")
                .then()
                .statusCode(201);
        page(yes).body(not(containsString("Globex")), containsString("was permitted"));
    }

    @Test
    void whoeverWasMergedIsFoundByEitherAddressAndEitherConsent() {
        var one = Acts.newcomer();
        var other = Acts.newcomer();
        var first = Persons.who(one);
        var yes = Acts.grant(other, "events").jsonPath().getString("id");
        Persons.merge(first, Persons.idOf(other), database).then().statusCode(200);
        page(yes).body(containsString("/console/people/" + first), containsString("Merged"));
        var staff = Staff.signedIn("compliance");
        var found = staff.post("/console/prove", Map.of("who", other));
        found.then().statusCode(303).header("Location", containsString("/console/prove/of/" + first));
        staff.get("/console/prove/of/" + first)
                .then()
                .statusCode(200)
                .body(containsString("Acme Shoes · Events"), containsString("Acme Shoes · Offers"));
    }

    private static ValidatableResponse page(String id) {
        return Staff.signedIn("compliance").get("/console/prove/" + id).then().statusCode(200);
    }

    private static String grant(String contact, String more) {
        return staff("admin")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", %s}""".formatted(contact, more))
                .post("/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
