package dev.askfirst.outbound.webhook;

import static dev.askfirst.outbound.feed.Change.Type.CODE_REQUESTED;
import static dev.askfirst.outbound.feed.Change.Type.CONSENT_GRANTED;
import static dev.askfirst.outbound.feed.Change.Type.CONSENT_WITHDRAWN;
import static dev.askfirst.outbound.feed.Change.Type.PREFERENCE_CHANGED;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.outbound.Happenings;
import dev.askfirst.outbound.Hooks;
import dev.askfirst.outbound.Receiver;
import dev.askfirst.outbound.Receiver.Received;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver gets, against a real one: who is told of what, signed with which secret. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class WebhookDeliveryTest {

    private static final Supplier<RequestSpecification> MAILER = () -> sender("acme-mailer");

    @Inject
    Hooks hooks;

    @Inject
    Happenings happenings;

    @Inject
    PairwiseIds pairwiseIds;

    private final UUID ana = UUID.randomUUID();
    private Receiver receiver;

    @BeforeEach
    void begin() throws IOException {
        hooks.begin();
        receiver = new Receiver();
    }

    @AfterEach
    void end() {
        hooks.end();
        receiver.close();
    }

    @Test
    void anEventArrivesSignedByStandardWebhooks() {
        var hook = hooks.make(MAILER, receiver.url());
        happenings.happen(happenings.change(CONSENT_WITHDRAWN, ana, 4, "acme"));
        hooks.tick();
        var one = only();
        assertEquals("/in", one.path());
        assertEquals(
                "application/cloudevents+json; charset=utf-8", one.headers().get("content-type"));
        assertEquals(one.event().get("id").asText(), one.headers().get("webhook-id"));
        assertEquals(signature(hook.secret(), one), one.headers().get("webhook-signature"));
        assertEquals("1.0", one.event().get("specversion").asText());
        assertEquals("consent.withdrawn", one.type());
        assertEquals("1", one.sequence());
    }

    @Test
    void aSenderIsToldOfItsControllersOnlyAndOfPeopleByTheirPairwiseIds() {
        hooks.make(MAILER, receiver.url());
        happenings.happen(
                happenings.change(CONSENT_GRANTED, ana, 1, "globex"),
                happenings.everywhere(CONSENT_WITHDRAWN, ana, 2, "globex"),
                happenings.everywhere(CONSENT_WITHDRAWN, ana, 3, "acme", "globex"));
        hooks.tick();
        var one = only();
        assertEquals("1", one.sequence());
        assertEquals(pairwiseIds.of("acme", ana).toString(), one.subject());
        assertTrue(!one.body().contains(ana.toString()), one::body);
    }

    @Test
    void anAgencyIsToldOnceForEachControllerAndStaffOnce() throws IOException {
        try (var staffs = new Receiver()) {
            hooks.make(() -> sender("agency"), receiver.url());
            hooks.make(() -> staff("admin"), staffs.url());
            happenings.happen(happenings.everywhere(CONSENT_WITHDRAWN, ana, 3, "globex", "acme"));
            hooks.tick();
            var subjects = receiver.received().stream().map(Received::subject).toList();
            assertEquals(
                    List.of(
                            pairwiseIds.of("acme", ana).toString(),
                            pairwiseIds.of("globex", ana).toString()),
                    subjects);
            assertEquals(
                    2,
                    new HashSet<>(receiver.received().stream()
                                    .map(it -> it.headers().get("webhook-id"))
                                    .toList())
                            .size());
            assertEquals(ana.toString(), staffs.received().getFirst().subject());
            assertEquals(1, staffs.received().size());
        }
    }

    /** Digits open a person's page: whoever takes everything does not take them, and no sender ever does. */
    @Test
    void codesGoToStaffWhoAskForThemByName() throws IOException {
        try (var others = new Receiver();
                var senders = new Receiver()) {
            hooks.make(() -> staff("admin"), receiver.url(), ", \"types\": [\"code.requested\"]");
            hooks.make(() -> staff("admin"), others.url());
            hooks.make(MAILER, senders.url(), ", \"types\": [\"code.requested\"]");
            happenings.happen(happenings.everywhere(CODE_REQUESTED, ana, 1));
            hooks.tick();
            assertTrue(only().event().get("data").get("code").asText().matches("[0-9]{6}"), only()::body);
            assertTrue(only().event().get("data").get("link").asText().contains("/e/"), only()::body);
            assertEquals(List.of(), others.received());
            assertEquals(List.of(), senders.received());
        }
    }

    @Test
    void onlyTheTypesThatWereAskedForAreSent() {
        hooks.make(MAILER, receiver.url(), ", \"types\": [\"consent.withdrawn\"]");
        happenings.happen(
                happenings.change(CONSENT_GRANTED, ana, 1, "acme"),
                happenings.change(CONSENT_WITHDRAWN, ana, 2, "acme"),
                happenings.change(PREFERENCE_CHANGED, ana, 3, "acme"));
        hooks.tick();
        assertEquals("consent.withdrawn", only().type());
    }

    @Test
    void whatHappenedBeforeAWebhookWasMadeIsNotSent() {
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        hooks.tick();
        hooks.make(MAILER, receiver.url());
        happenings.happen(happenings.change(CONSENT_WITHDRAWN, ana, 2, "acme"));
        hooks.tick();
        assertEquals("2", only().sequence());
    }

    @Test
    void twoSecretsSignForADayAndOneAfterwards() {
        var hook = hooks.make(MAILER, receiver.url());
        var fresh = MAILER.get()
                .post("/v1/webhooks/" + hook.id() + "/rotate")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("secret");
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        hooks.later(Duration.ofHours(23));
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 2, "acme"));
        hooks.later(Duration.ofHours(2));
        var both = receiver.received().getFirst();
        assertEquals(
                List.of(signature(fresh, both), signature(hook.secret(), both)),
                Arrays.asList(both.headers().get("webhook-signature").split(" ")));
        var one = receiver.received().getLast();
        assertEquals(signature(fresh, one), one.headers().get("webhook-signature"));
    }

    @Test
    void aRedirectIsNotFollowed() {
        hooks.make(MAILER, receiver.url());
        receiver.answer(_ -> 302);
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        hooks.tick();
        receiver.answer(_ -> 204);
        hooks.later(Duration.ofSeconds(6));
        assertEquals(
                List.of("/in", "/in"),
                receiver.received().stream().map(Received::path).toList());
    }

    @Test
    void goneSwitchesTheWebhookOffAndNothingIsLostTillItIsSwitchedOn() {
        var hook = hooks.make(MAILER, receiver.url());
        receiver.answer(_ -> 410);
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        hooks.tick();
        MAILER.get()
                .get("/v1/webhooks/" + hook.id())
                .then()
                .statusCode(200)
                .body("active", is(false), "switchedOff", is("gone"));
        happenings.happen(happenings.change(CONSENT_WITHDRAWN, ana, 2, "acme"));
        receiver.answer(_ -> 204);
        hooks.later(Duration.ofDays(2));
        assertEquals(1, receiver.received().size());
        hooks.put(MAILER, hook.id(), receiver.url(), "", 200);
        hooks.tick();
        assertEquals(
                List.of("1", "1", "2"),
                receiver.received().stream().map(Received::sequence).toList());
        MAILER.get().get("/v1/webhooks/" + hook.id()).then().body("active", is(true), "switchedOff", is((String) null));
    }

    private Received only() {
        assertEquals(1, receiver.received().size(), () -> receiver.received().toString());
        return receiver.received().getFirst();
    }

    /** As a receiver computes it, from the words of the standard alone. */
    private static String signature(String secret, Received received) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replace("whsec_", "")), "HmacSHA256"));
            var signed = received.headers().get("webhook-id") + "."
                    + received.headers().get("webhook-timestamp") + "." + received.body();
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
