package dev.askfirst.console;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where somebody is sent on is ours to say: neither who asks nor what stands between can name another place. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RedirectTest {

    @Inject
    Database database;

    @ConfigProperty(name = "askfirst.public-url")
    String publicUrl;

    @ParameterizedTest
    @CsvSource({
        "/me, /enter",
        "/me/times, /enter?to=/me/times",
        "/console, /console/enter",
        "/console/people, /console/enter"
    })
    void whoeverHasNoVisitIsShownTheDoor(String path, String door) {
        leadsTo(door, tricked().get(path));
    }

    @Test
    void staffComeIn() {
        leadsTo(
                "/console",
                tricked().formParam("staff", Api.token("compliance")).post("/console/enter"));
    }

    @Test
    void aPersonWhoIsAnotherNowIsPointedTo() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var person = Persons.idOf(ana);
        var old = UUID.randomUUID();
        database.execute("insert into merged_person (person_id, into_id, at) values (?, ?, now())", old, person);
        var reply = tricked()
                .auth()
                .oauth2(Api.token("admin"))
                .get("/v1/persons/" + old + "/history?at=2026-01-01T00:00:00Z");
        assertEquals(308, reply.statusCode());
        assertEquals("/v1/persons/" + person + "/history?at=2026-01-01T00%3A00%3A00Z", reply.header("Location"));
    }

    /** What a browser without `Sec-Fetch-Site` says of where a form comes from is held against our settings. */
    @Test
    void theCallersHostIsNotTheOriginOfItsForms() {
        var token = Api.token("compliance");
        assertEquals(403, from("https://evil.example", token).statusCode());
        assertEquals(403, from(publicUrl.replace("https:", "http:"), token).statusCode());
        assertEquals(303, from(publicUrl, token).statusCode());
    }

    private static Response from(String origin, String token) {
        return tricked().header("Origin", origin).formParam("staff", token).post("/console/enter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "me", "//evil.example", "/\\evil.example", "https://evil.example/"})
    void whatIsNoPathOfOursIsRefused(String path) {
        assertThrows(IllegalArgumentException.class, () -> Redirect.to(path));
    }

    private static void leadsTo(String path, Response reply) {
        assertEquals(303, reply.statusCode());
        assertEquals(path, reply.header("Location"));
        assertEquals("no-store", reply.header("Cache-Control"));
    }

    private static RequestSpecification tricked() {
        return given().redirects()
                .follow(false)
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "http")
                .header("Forwarded", "host=evil.example;proto=http")
                .header("X-Forwarded-Prefix", "/evil");
    }
}
