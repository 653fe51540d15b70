package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People say on their page what they ask of those who are near. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class NearbyFormTest {

    @Test
    void whatIsAskedOfThoseWhoAreNearIsSavedAndShown() {
        var visit = Visiting.byLink(Visiting.somebody());
        var page = visit.get("/me/times").asString();
        assertTrue(page.contains("Messages from nearby"), page);
        var fields = new HashMap<String, Object>(
                Map.of("seen", mark(page), "by", "any", "near", "shown", "notAtHome", "yes", "minDwell", "300"));
        visit.post("/me/times", fields).then().statusCode(303);
        page = visit.get("/me/times").asString();
        assertTrue(page.contains("name=\"notAtHome\" value=\"yes\" checked> Not at my home"), page);
        assertTrue(page.contains("<option value=\"300\" selected>5 minutes"), page);
        assertFalse(page.contains("name=\"oncePerPlace\" value=\"yes\" checked"), page);
        // A form from before these fields keeps what is saved; fewer of them take a code.
        visit.post("/me/times", Map.of("seen", mark(page), "by", "personal"))
                .then()
                .statusCode(303);
        page = visit.get("/me/times").asString();
        assertTrue(page.contains("name=\"notAtHome\" value=\"yes\" checked"), page);
        fields.putAll(Map.of("seen", mark(page), "by", "personal", "minDwell", "60"));
        visit.post("/me/times", fields).then().statusCode(200).body(containsString("six-digit code"));
    }

    private static String mark(String page) {
        return page.replaceAll("(?s).*name=\"seen\" value=\"([0-9a-f]+)\".*", "$1");
    }
}
