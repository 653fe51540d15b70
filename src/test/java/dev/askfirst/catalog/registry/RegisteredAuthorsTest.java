package dev.askfirst.catalog.registry;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.limited;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.author.Author;
import dev.askfirst.catalog.author.Authors;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a controller registers is told to people by name and role; where that is required, everybody else counts as a machine. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RegisteredAuthorsTest {

    private static final String PATH = "/v1/catalog/controllers/acme/authors";

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @Inject
    TestClock clock;

    private String contact;

    @BeforeEach
    void somebody() {
        contact = Visiting.somebody();
    }

    @AfterEach
    void asItWas() {
        catalog.again();
        clock.reset();
    }

    @Test
    void withoutTheSwitchAnybodyIsTakenAtTheSendersWord() {
        prefersHumans();
        ask("Jo Berg").then().body("outcome", is("permit"), "obligations.type", not(hasItem("disclose")));
        put("ines.costa", "{\"name\": \"Ines Costa\", \"role\": \"employee\"}")
                .then()
                .statusCode(201);
        String other =
                ask("Jo Berg").then().body("outcome", is("permit")).extract().path("id");
        recorded(other).body("message.author", is("Jo Berg"), "message.authorRole", nullValue());
        String ines = ask("ines.costa").path("id");
        recorded(ines).body("message.author", is("Ines Costa"), "message.authorRole", is("employee"));
    }

    @Test
    void whereItIsRequiredEverybodyElseCountsAsAMachine() throws SQLException {
        require(Optional.empty());
        String open =
                ask("Jo Berg").then().body("outcome", is("permit")).extract().path("id");
        recorded(open).body("message.authorship", is("personal"), "message.authorRole", is("unregistered"));
        ask("Jo Berg").then().body("obligations.find { it.type == 'disclose' }.value", is("automated"));
        prefersHumans();
        var refused = ask("Jo Berg");
        refused.then().body("outcome", is("deny"), "reasons.code", is(List.of("authorship_refused")));
        String written = ask("Ines Costa")
                .then()
                .body("outcome", is("permit"), "obligations.type", not(hasItem("disclose")))
                .extract()
                .path("id");
        for (var id : List.of(open, refused.<String>path("id"), written))
            staff("compliance").get("/v1/decisions/" + id + "/replay").then().body("result", is("same"));
        staff("compliance")
                .get("/v1/audit/entries?kind=decision&person=" + Persons.idOf(contact))
                .then()
                .body("entries.entry.author", hasItem("unregistered"))
                .body("entries.entry.author", hasItem("employee"));
    }

    @Test
    void whoseTimeIsOverIsRegisteredNoMore() throws SQLException {
        var until = clock.read().plus(Duration.ofHours(1));
        require(Optional.of(until));
        prefersHumans();
        ask("ines.costa").then().body("outcome", is("permit"));
        clock.set(until);
        ask("ines.costa").then().body("outcome", is("deny"));
    }

    @Test
    void aPersonReadsNameAndRole() {
        require(Optional.empty());
        ask("ines.costa");
        ask("Jo Berg");
        Visiting.byLink(contact, "orders")
                .proven(database)
                .get("/me/asked")
                .then()
                .body(containsString("Written by Ines Costa, who works there."))
                .body(containsString("It counts as written by a machine."));
    }

    @Test
    void adminsRegisterAndStrikeOffOneByOne() {
        put("kim", "{\"name\": \"Kim Lee\", \"role\": \"agency\", \"contact\": \"tel:+4915100000000\"}")
                .then()
                .statusCode(201);
        put("kim", "{\"name\": \"Kim Lee\", \"role\": \"volunteer\"}").then().statusCode(200);
        staff("compliance")
                .get(PATH)
                .then()
                .statusCode(200)
                .body("required", is(false), "people.id", is(List.of("kim")), "people[0].role", is("volunteer"));
        limited("compliance", "globex").get(PATH).then().statusCode(404);
        limited("compliance", "acme").get(PATH).then().statusCode(200);
        staff("admin").delete(PATH + "/kim").then().statusCode(204);
        staff("admin").delete(PATH + "/kim").then().statusCode(404);
        staff("compliance").get(PATH).then().body("people.size()", is(0));
        staff("compliance").get("/v1/catalog/controllers/nobody/authors").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"name\": \" \", \"role\": \"employee\"}",
                "{\"name\": \"Kim\", \"role\": \"boss\"}",
                "{\"name\": \"Kim\", \"role\": \"employee\", \"from\": \"soon\"}",
                "{\"name\": \"Kim\", \"role\": \"employee\", \"from\": \"2027-01-01T00:00:00Z\", \"until\": \"2026-01-01T00:00:00Z\"}",
                "{\"name\": \"Kim\", \"role\": \"employee\", \"age\": 7}"
            })
    void whatIsNoAuthorIsRefused(String body) {
        careless(token("admin")).body(body).put(PATH + "/kim").then().statusCode(400);
        careless(token("admin"))
                .body("{\"name\": \"Kim\", \"role\": \"employee\"}")
                .put(PATH + "/Kim Lee")
                .then()
                .statusCode(400);
    }

    private void require(Optional<Instant> until) {
        var ines =
                new Author("ines.costa", "Ines Costa", Author.Role.EMPLOYEE, Optional.empty(), Optional.empty(), until);
        Registering.on(catalog, new Authors(true, List.of(ines)));
    }

    private void prefersHumans() {
        UUID ana = Persons.idOf(contact);
        var path = "/v1/persons/" + ana + "/preferences";
        person(ana)
                .header("If-Match", person(ana).get(path).header("ETag"))
                .body("{\"authorship\": [{\"accepts\": [\"personal\"]}]}")
                .put(path)
                .then()
                .statusCode(200);
    }

    private Response ask(String author) {
        return sender("acme-mailer").body("""
                {"to": "%s", "channel": "email", "topic": "offers",
                 "message": {"authorship": "personal", "author": "%s"}}""".formatted(contact, author)).post("/v1/decisions");
    }

    private static io.restassured.response.ValidatableResponse recorded(String id) {
        return staff("compliance").get("/v1/decisions/" + id).then().statusCode(200);
    }

    private static Response put(String author, String body) {
        return staff("admin").body(body).put(PATH + "/" + author);
    }
}
