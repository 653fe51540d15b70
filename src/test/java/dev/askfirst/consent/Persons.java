package dev.askfirst.consent;

import static dev.askfirst.platform.Api.staff;

import dev.askfirst.platform.Database;
import io.restassured.response.Response;
import java.util.UUID;

/** People of the tests, by their address. */
public final class Persons {

    private Persons() {}

    public static UUID idOf(String contact) {
        return UUID.fromString(staff("admin")
                .body("{\"contact\": \"" + contact + "\"}")
                .post("/v1/persons/lookup")
                .then()
                .statusCode(200)
                .extract()
                .path("person"));
    }

    /** Somebody new who said yes to acme's offers by e-mail at this address. */
    public static UUID who(String contact) {
        Acts.grant(contact, "offers").then().statusCode(201);
        return idOf(contact);
    }

    /** Puts this person on hold, until it is lifted. */
    public static void hold(UUID person, String reason) {
        staff("admin")
                .body("{\"reason\": \"" + reason + "\"}")
                .put("/v1/persons/" + person + "/hold")
                .then()
                .statusCode(201);
    }

    /** Makes the other part of the one; the version is whichever it is by then. */
    public static Response merge(UUID one, UUID other, Database database) {
        var version = database.value("""
                select version from terms
                where person_id = coalesce((select into_id from merged_person where person_id = ?), ?)""", one, one);
        return staff("admin")
                .header("If-Match", "\"" + version.orElse("1") + "\"")
                .body("""
                        {"other": "%s", "reason": "the same customer twice"}""".formatted(other))
                .post("/v1/persons/" + one + "/merge");
    }
}
