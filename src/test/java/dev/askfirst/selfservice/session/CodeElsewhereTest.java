package dev.askfirst.selfservice.session;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Digits for an address that is none of e-mail: the operator is told, and brings them there. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CodeElsewhereTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @BeforeEach
    void somebodyBringsCodes() {
        var hook = Map.of("url", "https://codes.example/hook", "types", List.of("code.requested"));
        staff("admin").body(hook).put("/v1/webhooks/codes").then().statusCode(201);
    }

    @AfterEach
    void nobodyBringsCodes() {
        staff("admin").delete("/v1/webhooks/codes");
    }

    @Test
    void theOperatorBringsTheDigitsAndTheyOpenThePage() {
        var number = known();
        var feed = new Codes();
        var page = enter(number);
        var event = feed.next();
        assertEquals(Persons.idOf("tel:" + number).toString(), event.get("subject"));
        assertFalse(event.toString().contains(number), event::toString);
        var data = (Map<?, ?>) event.get("data");
        assertEquals("tel", data.get("scheme"));
        anybody()
                .redirects()
                .follow(false)
                .cookie(Visiting.COOKIE, page.cookie(Visiting.COOKIE))
                .formParam("token", page.asString().replaceAll("(?s).*name=\"token\" value=\"([0-9a-f]+)\".*", "$1"))
                .formParam("code", data.get("code"))
                .post("/me/code")
                .then()
                .statusCode(303)
                .header("Location", containsString("/me"));
    }

    /** Letters go in their order: had anybody been told of the first, it would stand before the second. */
    @Test
    void ofANumberThatIsNobodysNobodyIsTold() {
        var number = known();
        var feed = new Codes();
        enter(number());
        enter(number);
        assertEquals(Persons.idOf("tel:" + number).toString(), feed.next().get("subject"));
    }

    /** What is told of codes from now on. */
    private static final class Codes {
        private String cursor = "";

        private Codes() {
            events();
        }

        private Map<String, Object> next() {
            var found = new ArrayList<Map<String, Object>>();
            Await.until("a code is told of", PATIENCE, () -> {
                events().stream()
                        .filter(it -> it.get("type").equals("code.requested"))
                        .forEach(found::add);
                return !found.isEmpty();
            });
            return found.getFirst();
        }

        private List<Map<String, Object>> events() {
            var events = new ArrayList<Map<String, Object>>();
            while (true) {
                var request = staff("admin").queryParam("limit", 1000);
                if (!cursor.isEmpty()) request.queryParam("after", cursor);
                var reply = request.get("/v1/changes").jsonPath();
                events.addAll(reply.getList("events"));
                cursor = reply.getString("next");
                if (!reply.getBoolean("more")) return events;
            }
        }
    }

    private static Response enter(String number) {
        return Visiting.press("/enter", Map.of("address", number));
    }

    private static String number() {
        return "+49151" + ThreadLocalRandom.current().nextLong(10_000_000L, 100_000_000L);
    }

    private static String known() {
        var number = number();
        sender("acme-texter")
                .body("""
                        {"contact": "tel:%s", "controller": "acme", "topic": "offers", "channel": "sms",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(number))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        return number;
    }
}
