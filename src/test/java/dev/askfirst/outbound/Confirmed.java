package dev.askfirst.outbound;

import static dev.askfirst.platform.Api.staff;

import dev.askfirst.consent.Persons;
import dev.askfirst.selfservice.Visiting;
import java.util.UUID;

/** Somebody whose address is known to be theirs. */
public record Confirmed(String contact, UUID person, UUID point) {

    /** Somebody new. */
    public static Confirmed somebody() {
        var contact = Visiting.somebody();
        var person = Persons.idOf(contact);
        String point = staff("admin").get("/v1/persons/" + person + "/contacts").path("contacts[0].id");
        staff("admin")
                .post("/v1/persons/" + person + "/contacts/" + point + "/verify")
                .then()
                .statusCode(204);
        return new Confirmed(contact, person, UUID.fromString(point));
    }

    public String address() {
        return contact.substring("mailto:".length());
    }
}
