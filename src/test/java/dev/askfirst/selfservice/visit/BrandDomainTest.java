package dev.askfirst.selfservice.visit;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A company's domain of its own, for the links in its messages and for visits that it opens. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class BrandDomainTest {

    private static final String BRAND = "https://choices.acme.example";

    @Inject
    DemoCatalog catalog;

    @Test
    void linksInMessagesLeadToTheBrandsDomainAndWork() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        Framing.under(catalog, BRAND, () -> {
            var links = links(ask("acme-mailer", about(ana)));
            assertEquals(2, links.size());
            assertTrue(links.stream().allMatch(it -> it.contains(BRAND + "/")), links::toString);
            Visiting.press(links.getFirst().replaceAll("[<>]|" + BRAND, ""), Map.of("List-Unsubscribe", "One-Click"))
                    .then()
                    .statusCode(200);
        });
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void allOthersStayUnderTheServicesOwnName() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        var links = links(ask("acme-mailer", about(ana)));
        assertTrue(links.stream().noneMatch(it -> it.contains(BRAND)), links::toString);
        Framing.under(catalog, BRAND, () -> {
            var order = ask("agency", """
                    {"to": "%s", "channel": "email", "topic": "orders", "controller": "globex"}""".formatted(ana));
            assertTrue(links(order).stream().noneMatch(it -> it.contains(BRAND)), order::asString);
        });
    }

    @Test
    void visitsOpenThere() {
        var id = Shop.customer(Acts.newcomer());
        Framing.under(catalog, BRAND, () -> {
            Shop.open("acme-shop", id).then().statusCode(201).body("url", startsWith(BRAND + "/me/visits/"));
        });
    }

    private static List<String> links(Response permit) {
        return permit.jsonPath().<String>getList("obligations.value").stream()
                .filter(it -> it.matches("<?https?://.*"))
                .toList();
    }
}
