package dev.askfirst.decision;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** People with caps, asked about over HTTP. */
abstract class CapsOverHttp {

    static final String CONTROLLER = """
            {"name": "Acme Shoes", "contact": "mailto:people@acme.example", "language": "en", "caps": [%s]}""";

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Inject
    TestClock clock;

    @Inject
    Checking checking;

    @AfterEach
    void allIsAsBefore() {
        clock.reset();
        catalog.again();
    }

    void awaitWaiting(int most) {
        Await.until(most + " wait for a row", Duration.ofSeconds(4), () -> database.waiting("true") == most);
    }

    static Response careless(String path, String body) {
        return Api.careless(Api.token("admin")).body(body).put(path);
    }

    /** Every third client asks in batches; the people who got a permit. */
    static List<String> permitted(List<String> people, int client, int n) {
        var person = people.get((client + n * 5) % people.size());
        if (client % 3 > 0) return outcome(offer(person)).equals("permit") ? List.of(person) : List.of();
        var asked = List.of(person, people.get((client + n) % people.size()), people.get((n * 7) % people.size()));
        var questions = asked.stream().map(it -> json(it, "offers", "")).toList();
        var outcomes = sender("acme-mailer")
                .body("{\"questions\": " + questions + "}")
                .post("/v1/decisions/batch")
                .jsonPath()
                .<String>getList("decisions.outcome");
        var permitted = new ArrayList<String>();
        for (var i = 0; i < asked.size(); i++) if (outcomes.get(i).equals("permit")) permitted.add(asked.get(i));
        return permitted;
    }

    String capped(String cap) {
        var contact = Acts.newcomer();
        Persons.who(contact);
        wants(contact, cap);
        return contact;
    }

    static void wants(String contact, String cap) {
        staff("admin")
                .header("If-Match", "*")
                .body("{\"caps\": [" + cap + "]}")
                .put("/v1/persons/" + Persons.idOf(contact) + "/preferences")
                .then()
                .statusCode(200);
    }

    static void caps(String cap) {
        staff("admin")
                .body(CONTROLLER.formatted(cap))
                .put("/v1/catalog/controllers/acme")
                .then()
                .statusCode(200);
    }

    static void report(String decision, String outcome) {
        sender("acme-mailer")
                .body("{\"outcome\": \"" + outcome + "\"}")
                .post("/v1/decisions/" + decision + "/outcome")
                .then()
                .statusCode(201);
    }

    static Response offer(String contact) {
        return question(contact, "offers", "");
    }

    static Response question(String contact, String topic, String more) {
        return ask("acme-mailer", json(contact, topic, more));
    }

    static String json(String contact, String topic, String more) {
        return "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"%s\"%s}".formatted(contact, topic, more);
    }

    static String outcome(Response answer) {
        return answer.path("outcome");
    }
}
