package dev.askfirst.selfservice.visit;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.selfservice.visit.Shop.arrive;
import static dev.askfirst.selfservice.visit.Shop.customer;
import static dev.askfirst.selfservice.visit.Shop.going;
import static dev.askfirst.selfservice.visit.Shop.here;
import static dev.askfirst.selfservice.visit.Shop.keyed;
import static dev.askfirst.selfservice.visit.Shop.link;
import static dev.askfirst.selfservice.visit.Shop.open;
import static dev.askfirst.selfservice.visit.Shop.path;
import static dev.askfirst.selfservice.visit.Shop.press;
import static dev.askfirst.selfservice.visit.Shop.visiting;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.RateRule;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop that has its customer signed in opens their page: once, within a minute, with full rights at the shop's own company. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class VisitOfSenderTest {

    private static final String ORIGIN = "https://www.acme.example";

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @Inject
    TestClock clock;

    @AfterEach
    void asItWas() {
        clock.reset();
    }

    @Test
    void theLinkOpensOnceAndWithinAMinute() {
        var link = link(customer(Acts.newcomer()));
        arrive(link).then().statusCode(303).header("Location", is("/me"));
        arrive(link).then().statusCode(404).body(containsString("opens your page once"));
        press(link).then().statusCode(404);
        var late = link(customer(Acts.newcomer()));
        clock.advance(Duration.ofSeconds(61));
        arrive(late).then().statusCode(404).body(containsString("Go back to Acme Shoes"));
    }

    @Test
    void whoeverOnlyLooksUsesNothingUp() {
        var link = link(customer(Acts.newcomer()));
        anybody().get(link).then().statusCode(200).body(containsString("Open my page"));
        going().header("Sec-Purpose", "prefetch;prerender").get(link).then().statusCode(200);
        going().header("Purpose", "prefetch").get(link).then().statusCode(200);
        anybody().head(link).then().statusCode(200);
        anybody()
                .header("Sec-Fetch-Site", "cross-site")
                .formParam("a", "b")
                .post(link)
                .then()
                .statusCode(404);
        press(link).then().statusCode(303).header("Location", is("/me"));
    }

    @Test
    void nobodyElseOpensOne() {
        var id = customer(Acts.newcomer());
        open("acme-mailer", id).then().statusCode(403).body("detail", containsString("opensVisits"));
        open("acme-shop", UUID.randomUUID().toString()).then().statusCode(404);
        open("acme-shop", "nonsense").then().statusCode(404);
        // Not by the id that staff know them by, nor by that of another controller.
        var ana = Acts.newcomer();
        var person = Persons.who(ana);
        open("acme-shop", person.toString()).then().statusCode(404);
        var atGlobex = sender("globex-mailer")
                .body("{\"contact\": \"%s\", \"evidence\": {\"method\": \"page\"}}".formatted(ana))
                .post("/v1/withdrawals")
                .<String>path("person");
        open("acme-shop", atGlobex).then().statusCode(404);
    }

    @Test
    void somebodyErasedIsNotThere() {
        var ana = Acts.newcomer();
        var id = customer(ana);
        var given = link(id);
        Api.staff("admin").delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        arrive(given).then().statusCode(404);
        open("acme-shop", id).then().statusCode(404);
        assertEquals(
                0,
                database.count(
                        "select count(*) from visit_link v where not exists (select 1 from contact_point c where c.point_id = v.point_id)"));
    }

    @Test
    void whoOpenedItForWhomIsOnRecord() {
        var ana = Acts.newcomer();
        link(customer(ana));
        var person = Persons.idOf(ana);
        Api.staff("compliance")
                .get("/v1/audit/entries?kind=access&sender=acme-shop&person=" + person)
                .then()
                .statusCode(200)
                .body("entries.size()", is(1))
                .body("entries[0].entry.what", is("visit"))
                .body("entries[0].entry.controller", is("acme"))
                .body("entries[0].entry.person", is(person.toString()))
                .body("entries[0].entry.by.sender", is("acme-shop"))
                .body("entries[0].entry.by.role", is("sender"));
    }

    @Test
    void theSameRequestGetsTheSameLink() {
        var id = customer(Acts.newcomer());
        var key = UUID.randomUUID().toString();
        var one = keyed(key).post(path(id)).then().statusCode(201).extract();
        var again = keyed(key).post(path(id)).then().statusCode(201).extract();
        assertEquals(one.<String>path("url"), again.path("url"));
        assertEquals(one.<String>path("expiresAt"), again.path("expiresAt"));
        keyed(key).post(path(customer(Acts.newcomer()))).then().statusCode(409);
        assertNotEquals(one.path("url"), link(id));
        assertFalse(database.rows("select reply from idempotency").toString().contains(one.path("url")));
    }

    @Test
    void aVisitCountsAsAQuestionOfTheSendersRate() {
        var id = customer(Acts.newcomer());
        var senders = catalog.document().senders();
        try {
            catalog.replace(catalog.document()
                    .withSenders(senders.stream()
                            .map(it -> it.opensVisits() ? slow(it) : it)
                            .toList()));
            open("acme-shop", id).then().statusCode(201);
            open("acme-shop", id).then().statusCode(429).header("RateLimit", containsString("r=0"));
        } finally {
            catalog.again();
        }
    }

    private static CatalogDocument.Sender slow(CatalogDocument.Sender shop) {
        return new CatalogDocument.Sender(
                shop.id(),
                shop.name(),
                shop.names(),
                shop.controllers(),
                shop.channels(),
                shop.topics(),
                false,
                false,
                true,
                null,
                Optional.of(new RateRule(1, Duration.ofDays(1))),
                shop.mailbox(),
                shop.softBounces(),
                shop.authorshipCheck());
    }

    @Test
    void theWayBackIsOneThatTheCatalogNames() {
        var id = customer(Acts.newcomer());
        for (var wrong : List.of(
                "https://evil.example/",
                ORIGIN + ".evil.example/",
                "javascript:alert(1)",
                "//www.acme.example/",
                "/account"))
            open("acme-shop", id, wrong).then().statusCode(400).body("errors[0].field", is("returnTo"));
        Framing.by(catalog, ORIGIN, () -> {
            open("acme-shop", id, "https://www.acme.example@evil.example/")
                    .then()
                    .statusCode(400);
            open("acme-shop", id, ORIGIN + ":8443/").then().statusCode(400);
            var link = open("acme-shop", id, ORIGIN + "/account?tab=mail")
                    .then()
                    .statusCode(201)
                    .extract()
                    .<String>path("url");
            visiting(arrive(here(link)))
                    .get("/me")
                    .then()
                    .body(
                            containsString("href=\"https://www.acme.example/account?tab=mail\""),
                            containsString("Back to Acme Shoes"));
        });
    }

    @Test
    void onlyNamedOriginsFrameAndOnlyVisitsOfThisKind() {
        var ana = Acts.newcomer();
        var id = customer(ana);
        Framing.by(catalog, ORIGIN, () -> {
            var framed = going().header("Sec-Fetch-Dest", "iframe").get(link(id));
            var cookie = framed.header("Set-Cookie");
            for (var part : List.of("SameSite=None", "Secure", "HttpOnly", "Partitioned", "Path=/"))
                assertTrue(cookie.contains(part), cookie);
            policy(visiting(framed).get("/me"), "frame-ancestors https://www.acme.example;");
            going().header("Sec-Fetch-Dest", "iframe")
                    .get("/me")
                    .then()
                    .statusCode(200)
                    .header("Content-Security-Policy", containsString("frame-ancestors https://www.acme.example;"))
                    .body(containsString("Your visit has ended"));
            var top = arrive(link(id));
            assertTrue(top.header("Set-Cookie").contains("SameSite=Lax"), top.header("Set-Cookie"));
            policy(visiting(top).get("/me"), "frame-ancestors 'none'");
            policy(Visiting.byLink(ana).get("/me"), "frame-ancestors 'none'");
        });
        policy(
                visiting(going().header("Sec-Fetch-Dest", "iframe").get(link(id)))
                        .get("/me"),
                "frame-ancestors 'none'");
    }

    private static void policy(Response page, String part) {
        page.then().statusCode(200).header("Content-Security-Policy", containsString(part));
    }
}
