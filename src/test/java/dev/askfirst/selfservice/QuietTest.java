package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Quiet is quiet everywhere: for what comes later, too, and with one press at the link of a message. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class QuietTest {

    @Inject
    DemoCatalog catalog;

    private String ana;
    private WhenPage when;

    @BeforeEach
    void enter() {
        ana = Visiting.somebody();
        when = new WhenPage(ana, Visiting.byLink(ana));
    }

    @Test
    void aLevelHoldsForCompaniesTopicsAndSendersThatComeLater() {
        when.press("quiet").then().statusCode(303);
        try {
            Later.comes();
            Later.grant(ana);
            Later.ask(ana, "automated", Later.SUNDAY).body("reasons.code", hasItem("authorship_refused"));
            Later.ask(ana, "personal", Later.SUNDAY).body("outcome", is("defer"));
            Later.ask(ana, "personal", Later.SUNDAY).body("reasons.code", contains("outside_window"));
            Later.ask(ana, "personal", Later.MONDAY).body("outcome", is("permit"));
            // Acme's message of a moment ago was this week's.
            Later.ask(ana, "personal", Instant.now()).body("reasons.code", hasItem("cap_reached"));
        } finally {
            catalog.again();
        }
    }

    @Test
    void thePressAtALinkMakesItQuietAndLoosensNothing() {
        var link = Permits.link(ana, "orders", "/p/");
        quietly(link).then().statusCode(303).header("Location", containsString("/me/times?done=quietNoHours"));
        assertEquals(1, when.saved().getInt("caps[0].max"));
        assertEquals(List.of("personal"), when.saved().getList("authorship[0].accepts"));
        assertEquals(0, when.windows(), "nobody knows the zone");
        Api.staff("admin")
                .header("If-Match", "*")
                .body("""
                        {"timeZone": "Europe/Berlin", "caps": [{"max": 1, "per": "P30D"}],
                         "windows": [{"from": "07:00", "to": "12:00"}, {"channel": "sms", "from": "17:00", "to": "20:00"}]}""")
                .put("/v1/persons/" + Persons.idOf(ana) + "/preferences")
                .then()
                .statusCode(200);
        quietly(link).then().statusCode(303).header("Location", containsString("/me/times?done=quiet&"));
        assertEquals(List.of("09:00", "12:00"), when.hours(0));
        assertEquals("sms", when.saved().getString("windows[1].channel"));
        assertEquals(List.of("17:00", "18:00"), when.hours(1));
        assertEquals(List.of("P30D"), when.saved().getList("caps.per"), "it is stricter already");
        var version = when.saved().getMap("$");
        quietly(link).then().statusCode(303);
        assertEquals(version, when.saved().getMap("$"));
    }

    private static Response quietly(String link) {
        return Visiting.press(link, Map.of("open", "quiet"));
    }
}
