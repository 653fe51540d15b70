package dev.askfirst.consent;

import static dev.askfirst.platform.Api.staff;

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
}
