package dev.askfirst.selfservice.rights;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Serving;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People say on their page what they look for, once they proved that the address is theirs; they see and end it with a link. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OwnIntentsTest {

    private static final String PATH = "/me/intents";

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @AfterEach
    void theDemoIsThere() {
        catalog.again();
    }

    @Test
    void somebodySaysItAndEndsIt() {
        var ana = somebody();
        var visit = Visiting.byLink(ana, "events").proven(database);
        visit.get("/me").then().body(containsString(PATH));
        visit.get(PATH + "?topic=offers.bags").then().statusCode(200).body(containsString("name=\"most\""));
        visit.post(PATH, form()).then().statusCode(303);
        visit.get(PATH)
                .then()
                .body(
                        containsString("2 messages are left"),
                        containsString("Open to all companies that take part"),
                        containsString("Not <b>red</b>".replace("<", "&lt;").replace(">", "&gt;")));
        ask("acme-mailer", question(ana)).then().body("outcome", is("permit"), "intent.left", is(1));
        visit.get(PATH).then().body(containsString("1 message is left"));
        staff("compliance")
                .get("/v1/persons/" + Persons.idOf(ana) + "/intents")
                .then()
                .body("intents[0].channels", is(List.of("email")));
        var later = Visiting.byLink(ana, "events");
        later.get(PATH).then().body(allOf(containsString("Show what I wrote"), not(containsString("red"))));
        later.post(PATH + "/end", Map.of("intent", intent(ana))).then().statusCode(303);
        later.get(PATH).then().body(containsString("You ended this on"), containsString("nobody asks you about it"));
        ask("acme-mailer", question(ana)).then().body("reasons.code", hasItem("intent_over"));
    }

    @Test
    void toSayItTakesACode() {
        var ana = somebody();
        var visit = Visiting.byLink(ana, "events");
        visit.post(PATH, form()).then().statusCode(200).body(containsString("name=\"code\""));
        assertEquals(0, intents(ana));
        visit.post("/me/code", Map.of("code", Visiting.digits(database), "pending", PATH))
                .then()
                .statusCode(303);
        visit.looked().post(PATH, form()).then().statusCode(303);
        assertEquals(1, intents(ana));
    }

    @Test
    void withoutTheSwitchNobodyIsLedThere() {
        Serving.off(catalog);
        var visit = Visiting.byLink(somebody(), "events").proven(database);
        visit.get("/me").then().body(not(containsString(PATH)));
        visit.get(PATH).then().statusCode(200).body(not(containsString("<select")));
        visit.post(PATH, form()).then().statusCode(400);
    }

    @Test
    void aNoIsToldAndNotLifted() {
        var ana = somebody();
        Acts.withdraw(ana, "offers").then().statusCode(201);
        var visit = Visiting.byLink(ana, "events").proven(database);
        visit.post(PATH, form())
                .then()
                .statusCode(409)
                .body(containsString("You have said no to all of these companies"));
        assertEquals(0, intents(ana));
    }

    @ParameterizedTest
    @CsvSource({
        "until, 2020-01-01, choose a day",
        "until, soon, choose a day",
        "most, 0, a number from 1 to 100",
        "most, many, a number from 1 to 100",
        "who, some, at least one company",
        "channel, '', at least one way"
    })
    void whatIsWrongIsTold(String field, String value, String told) {
        var form = form();
        if (value.isEmpty()) form.remove(field);
        else form.put(field, value);
        var visit = Visiting.byLink(somebody(), "events").proven(database);
        visit.post(PATH, form)
                .then()
                .statusCode(400)
                .body(allOf(containsString(told), containsString("&lt;b&gt;red"), containsString("role=\"alert\"")));
    }

    @Test
    void whatIsNotOnThePageIsRefused() {
        var visit = Visiting.byLink(somebody(), "events").proven(database);
        var form = form();
        form.put("topic", "orders");
        visit.post(PATH, form).then().statusCode(400);
        visit.post(PATH + "/end", Map.of("intent", "01a202b2-c57b-774b-9a55-0a4c7c1d2e3f"))
                .then()
                .statusCode(400);
    }

    private static Map<String, String> form() {
        return new HashMap<>(Map.of(
                "topic", "offers.bags",
                "who", "all",
                "channel", "email",
                "until", LocalDate.now().plusDays(30).toString(),
                "most", "2",
                "words", "Not <b>red</b>"));
    }

    private long intents(String contact) {
        return database.count(
                "select count(*) from consent_event where kind = 'intent' and person_id = ?", Persons.idOf(contact));
    }

    private static String intent(String contact) {
        return staff("admin")
                .get("/v1/persons/" + Persons.idOf(contact) + "/intents")
                .path("intents[0].id");
    }

    private static String somebody() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "events").then().statusCode(201);
        return ana;
    }

    private static String question(String contact) {
        return "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"offers.bags\"}".formatted(contact);
    }
}
