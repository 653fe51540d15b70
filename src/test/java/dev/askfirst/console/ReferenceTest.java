package dev.askfirst.console;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Persons;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.contact.HashOfValue;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Link;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Numbers;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever no code can be sent to is told a human and a reference; staff find them by it, and are on record for that. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ReferenceTest {

    private static final Pattern REFERENCE = Pattern.compile("[LT]-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}");

    @Inject
    Database database;

    @Inject
    Links links;

    @Test
    void whoTypesANumberIsToldTheSameWhetherItIsKnownOrNot() {
        var number = Numbers.known();
        var page = Numbers.enter(number);
        page.then()
                .statusCode(200)
                .body(containsString("We can’t send codes to phone numbers here"))
                .body(containsString("href=\"mailto:"));
        var reference = reference(page);
        assertTrue(reference.startsWith("T-"), reference);
        assertEquals(reference, reference(Numbers.enter(number)));
        var nobody = Numbers.enter(Numbers.fresh());
        assertNotEquals(reference, reference(nobody));
        assertEquals(page.asString().replace(reference, ""), nobody.asString().replace(reference(nobody), ""));
        var staff = Staff.signedIn("compliance");
        found(staff, reference, number);
        found(staff, reference.replace("-", "").toLowerCase(Locale.ROOT), number);
        unknown(staff, reference(nobody));
        unknown(staff, "T-2222-2222");
    }

    @Test
    void whoHoldsALinkIsToldOneTooAndItLapses() {
        var number = Numbers.known();
        var visit = Visiting.by(link("tel:" + number));
        var page = visit.get("/me/asked");
        page.then()
                .statusCode(200)
                .body(containsString("We can send codes by e-mail only"), containsString("Acme Shoes"));
        var reference = reference(page);
        assertTrue(reference.startsWith("L-"), reference);
        var staff = Staff.signedIn("compliance");
        found(staff, reference, number);
        assertEquals(
                "1",
                database.value(
                                "select count(*) from access where person_id = ? and what = 'reference'",
                                Persons.idOf("tel:" + number))
                        .orElseThrow());
        database.execute("update page_reference set ends_at = ends_at - interval '30 days 1 minute'");
        unknown(staff, reference);
    }

    @Test
    void withoutAPersonThereIsNothingToFind() {
        var number = Numbers.known();
        var reference = reference(Numbers.enter(number));
        Api.staff("admin")
                .delete("/v1/persons/" + Persons.idOf("tel:" + number))
                .then()
                .statusCode(200);
        assertEquals(0, database.count("select count(*) from page_reference where reference = ?", reference));
        unknown(Staff.signedIn("compliance"), reference);
    }

    private static void found(Staff staff, String reference, String number) {
        staff.post("/console/people", Map.of("contact", reference))
                .then()
                .statusCode(303)
                .header("Location", endsWith("/console/people/" + Persons.idOf("tel:" + number)));
    }

    private static void unknown(Staff staff, String reference) {
        staff.post("/console/people", Map.of("contact", reference))
                .then()
                .statusCode(404)
                .body(containsString("this reference is nobody’s"));
    }

    private static String reference(Response page) {
        var found = REFERENCE.matcher(page.asString());
        assertTrue(found.find(), page::asString);
        return found.group();
    }

    /** As it stands in a text message; whether one may be sent now is another question. */
    private String link(String contact) {
        var hash = new HashOfValue(ContactKeys.hash(Contact.parse(contact)));
        var addressee = new Addressee.AtHash("tel", hash);
        return "/p/" + links.seal(new Link(Link.Purpose.PAGE, addressee, "acme", "offers", "sms", Instant.now()));
    }
}
