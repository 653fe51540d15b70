package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.deputy.Named;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A person's own page as data: what the page shows. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OwnPageTest {

    private static final String CHOICE = "controllers[0].choices.find { it.topic == '%s' }.%s";

    @Inject
    Database database;

    @Test
    void whatHoldsStandsThereWithWordsAndDates() {
        var ana = Visiting.somebody();
        Acts.withdraw(ana, "events");
        var me = me(Persons.idOf(ana))
                .statusCode(200)
                .body("contacts.contact", contains(ana))
                .body("controllers.id", contains("acme"))
                .body("controllers[0].contact", is("mailto:people@acme.example"))
                .body(CHOICE.formatted("offers", "state"), is("given"))
                .body(CHOICE.formatted("offers", "on"), is(true))
                .body(CHOICE.formatted("offers", "since"), notNullValue())
                .body(CHOICE.formatted("offers", "words.id"), is("acme-marketing"))
                .body(CHOICE.formatted("events", "state"), is("withdrawn"))
                .body(CHOICE.formatted("events", "on"), is(false))
                .body(CHOICE.formatted("events", "words"), nullValue())
                .body(CHOICE.formatted("newsletter", "since"), nullValue())
                .body(CHOICE.formatted("orders", "needsConsent"), is(false));
        me.body("controllers[0].choices.topic", hasItems("offers.shoes", "security"));
    }

    @Test
    void whoMayActForThemNowStandsThereWithTheirWayIn() {
        var ana = Persons.who(Acts.newcomer());
        me(ana).statusCode(200).body("deputies", nullValue());
        var rosa = Named.by(ana, "no", "see");
        var gone = Named.by(ana, "hours");
        var before = me(ana).body("deputies.id", hasItems(rosa.toString(), gone.toString()))
                .extract()
                .header("ETag");
        Api.person(ana)
                .delete("/v1/persons/" + ana + "/deputies/" + gone)
                .then()
                .statusCode(204);
        Api.person(ana)
                .header("If-None-Match", before)
                .get("/v1/me")
                .then()
                .statusCode(200)
                .body("deputies.id", contains(rosa.toString()))
                .body("deputies[0].name", is("Rosa Lind"))
                .body("deputies[0].may", contains("no", "see"))
                .body("deputies[0].state", is("standing"))
                .body("deputies[0].link", endsWith(Named.link(ana, rosa)));
    }

    @Test
    void namesAreThoseOfTheReadersLanguage() {
        Api.person(Persons.who(Acts.newcomer()))
                .header("Accept-Language", "de-AT, en;q=0.5")
                .get("/v1/me")
                .then()
                .statusCode(200)
                .header("Content-Language", "de")
                .body("controllers[0].choices.channelName", hasItem("E-Mail"));
    }

    @Test
    void whatIsKnownAlreadyIsNotSentAgain() {
        var ana = Acts.newcomer();
        var person = Persons.who(ana);
        var tag = me(person).extract().header("ETag");
        Api.person(person).header("If-None-Match", tag).get("/v1/me").then().statusCode(304);
        Acts.withdraw(ana, "offers");
        Api.person(person).header("If-None-Match", tag).get("/v1/me").then().statusCode(200);
    }

    @Test
    void aTokenFromBeforeAMergeIsStillTheirsAndOneOfNobodyIsNot() {
        var one = Persons.who(Acts.newcomer());
        var other = Persons.who(Acts.newcomer());
        Persons.merge(one, other, database).then().statusCode(200);
        me(other).statusCode(200).body("person", is(one.toString()));
        Api.staff("admin").delete("/v1/persons/" + one).then().statusCode(200);
        me(one).statusCode(404);
        me(UUID.randomUUID()).statusCode(404);
    }

    private static ValidatableResponse me(UUID person) {
        return Api.person(person).get("/v1/me").then();
    }
}
