package dev.askfirst.outbound.push;

import static dev.askfirst.outbound.push.Pushing.address;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.connection.Connection.Reference;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.catalog.connection.PushTemplate;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tools that the catalog describes, targets as the documentation has them, and what operators see. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PushTemplateTest {

    private static final String ANY = "target=\"any\"";
    private static final Path PAGE = Path.of("docs/pushes.md");

    @Inject
    Pushing pushing;

    @Inject
    Database database;

    private final String ana = "mailto:o'brien+" + Acts.newcomer().substring("mailto:".length());
    private ToolServer server;

    @BeforeEach
    void begin() throws IOException {
        pushing.begin();
        server = new ToolServer();
        Acts.grant(ana, "offers").then().statusCode(201);
    }

    @AfterEach
    void end() {
        pushing.end();
        server.close();
    }

    @Test
    void anyToolIsToldByATemplate() {
        var no = new PushTemplate.Request(
                "PATCH",
                server.url("any") + "/{list}/{contact}?why={reason}",
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization", "Basic {secret.base64}"),
                Optional.of("to={contact}&uri={contact.uri}&for={controller}/{channel}/{topic}&at={at}"),
                null,
                List.of(409));
        pushing.targets(with(no));
        server.answerNext(409, Map.of(), "already");
        Acts.withdraw(ana, "offers").then().statusCode(201);
        pushing.tick();
        var asked = server.about(address(ana)).getFirst();
        var escaped = address(ana).replace("'", "%27").replace("+", "%2B").replace("@", "%40");
        assertEquals("PATCH", asked.method());
        assertEquals("/any/77/" + escaped, asked.path());
        assertEquals("Basic cGtfbWFkZV91cA==", asked.headers().get("Authorization"));
        assertTrue(
                asked.body().startsWith("to=" + escaped + "&uri=mailto%3A" + escaped + "&for=acme/email/offers&at=20"),
                asked.body());
        assertEquals("confirmed", pushing.state(ana, "any"), "it was so already");
    }

    @Test
    void aReplyThatDoesNotSayWhatItMustConfirmsNothing() {
        var no = new PushTemplate.Request(
                "POST", server.url("any"), null, Optional.empty(), Map.of("/blocked", "true"), null);
        pushing.targets(with(no));
        server.answerNext(200, Map.of(), "{\"blocked\": false}");
        Acts.withdraw(ana, "offers");
        pushing.tick();
        assertEquals("refused", pushing.state(ana, "any"));
        server.answerNext(200, Map.of(), "{\"blocked\": true}");
        staff("admin")
                .post("/v1/pushes/" + pushing.of(ana).getString("pushes[0].id") + "/resend")
                .then()
                .statusCode(200);
        pushing.tick();
        assertEquals("confirmed", pushing.state(ana, "any"));
    }

    @Test
    void aTargetThatIsPausedGoesOnWhereItWas() {
        var no = Pushing.post(server.url("any"), "text/plain", "{contact}");
        var going = with(no);
        pushing.targets(going);
        pushing.targets(new PushTarget(
                going.id(),
                going.tool(),
                going.controller(),
                going.channel(),
                going.topics(),
                null,
                going.settings(),
                going.secret(),
                null,
                false,
                true,
                going.template()));
        Acts.withdraw(ana, "offers");
        pushing.tick();
        assertEquals(List.of(), server.asked());
        pushing.targets(going);
        pushing.tick();
        assertEquals(1, server.about(address(ana)).size());
    }

    @Test
    void whatWaitsAndWhatFailedIsMeasured() throws IOException {
        pushing.targets(with(Pushing.post(server.url("any"), "text/plain", "{contact}")));
        server.answerNext(503, Map.of("Retry-After", "3600"), "");
        Acts.withdraw(ana, "offers");
        pushing.tick();
        pushing.later(Duration.ofMinutes(20));
        var waits = Scraped.now();
        assertEquals(1, waits.sum("askfirst_push_waiting", ANY));
        assertTrue(waits.sum("askfirst_push_age_seconds", ANY) > 1190);
        server.answerNext(400, Map.of(), "");
        pushing.later(Duration.ofHours(1));
        assertEquals(1, Scraped.now().sum("askfirst_push_failed", ANY));
    }

    /** The page is followed to the letter. */
    @Test
    void targetsAreTakenAsTheDocumentationHasThem() throws IOException {
        var page = Files.readString(PAGE);
        var put = Pattern.compile("catalog/pushes/(\\w+).*?-d '([^']+)'", Pattern.DOTALL)
                .matcher(page);
        assertTrue(put.find());
        staff("admin")
                .body(put.group(2))
                .put("/v1/catalog/pushes/" + put.group(1))
                .then()
                .statusCode(201)
                .body("tool", is("ses"));
        var template = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertTrue(template.find());
        staff("admin")
                .body(template.group(1))
                .put("/v1/catalog/pushes/texter")
                .then()
                .statusCode(201);
        staff("compliance")
                .get("/v1/catalog/pushes/texter")
                .then()
                .statusCode(200)
                .body("template.yes.alsoDone", is(List.of(404)));
        for (var tool : Map.of(
                        "sendgrid", "",
                        "mailchimp", ", \"settings\": {\"server\": \"us6\", \"audience\": \"a1b2c3\"}",
                        "klaviyo", "")
                .entrySet())
            staff("admin")
                    .body("""
                            {"tool": "%s", "controller": "acme", "channel": "email", "secret": {"file": "%s"}%s}""".formatted(tool.getKey(), tool.getKey(), tool.getValue()))
                    .put("/v1/catalog/pushes/" + tool.getKey())
                    .then()
                    .statusCode(201);
        staff("admin")
                .body("""
                        {"tool": "mailchimp", "controller": "acme", "channel": "email", "secret": {"file": "m"}}""")
                .put("/v1/catalog/pushes/mailchimp")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("settings.server"));
    }

    private static PushTarget with(PushTemplate.Request no) {
        var secret = new Reference(null, Optional.of("push-klaviyo"));
        return new PushTarget(
                "any",
                "template",
                "acme",
                "email",
                List.of("offers"),
                null,
                Map.of("list", "77"),
                Optional.of(secret),
                null,
                false,
                false,
                Optional.of(new PushTemplate(no, null, null)));
    }
}
