package dev.askfirst.outbound.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.outbound.MailServerAddress;
import dev.askfirst.outbound.Receiver;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.LogLines;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Numbers;
import dev.askfirst.selfservice.Visiting;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Codes for numbers go to the operator's gateway: signed, once it takes them, and the page says so while it does not. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
@QuarkusTestResource(value = MailServerAddress.class, restrictToAnnotatedClass = true)
class TextMessageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern DIGITS = Pattern.compile("\\b(\\d{6})\\b");

    @Inject
    Letters letters;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    MeterRegistry meters;

    private final int port = URI.create(ConfigProvider.getConfig().getValue("askfirst.sms.url", String.class))
            .getPort();

    @BeforeEach
    void nothingWaits() {
        database.execute("delete from letter where result is null");
        database.execute("update sms_gateway set failed_at = null");
    }

    @AfterEach
    void now() {
        clock.reset();
    }

    @Test
    void theGatewayGetsTheNumberAndTheTextAndTheDigitsOpenThePage() throws Exception {
        try (var gateway = new Receiver(port);
                var log = LogLines.ofAll()) {
            var taken = count("taken");
            var number = Numbers.known();
            // Nobody's number comes before it, and reaches nobody.
            Numbers.enter(Numbers.fresh()).then().body(containsString("If we know this number, a text message"));
            var page = Numbers.enter(number);
            page.then().statusCode(200).body(containsString("If we know this number, a text message"));
            Await.until("the message", PATIENCE, () -> !gateway.received().isEmpty());
            assertEquals(1, gateway.received().size());
            var message = gateway.received().getFirst();
            assertSigned(message);
            var body = message.event();
            assertEquals(number, body.get("to").asText());
            assertEquals("en", body.get("language").asText());
            assertTrue(Instant.parse(body.get("expiresAt").asText()).isAfter(Instant.now()));
            var text = body.get("text").asText();
            var digits = DIGITS.matcher(text);
            assertTrue(digits.find());
            assertTrue(text.endsWith("\n\n@localhost #" + digits.group(1)), text);
            var visit = Visiting.with(page.cookie(Visiting.COOKIE)).seen(page);
            visit.post("/me/code", Map.of("code", digits.group(1), "pending", "/me", "by", "tel"))
                    .then()
                    .statusCode(303)
                    .header("Location", containsString("/me"));
            Await.until("it is counted", PATIENCE, () -> count("taken") == taken + 1);
            log.all().forEach(line -> assertFalse(line.contains(number.substring(1)), line));
        }
    }

    @Test
    void whatItDoesNotTakeIsTriedAgainAndThePageSaysSo() throws Exception {
        try (var gateway = new Receiver(port)) {
            gateway.answer(_ -> 503);
            var refused = count("refused");
            var number = Numbers.known();
            var page = Numbers.enter(number);
            var visit = Visiting.with(page.cookie(Visiting.COOKIE)).seen(page);
            Await.until("it was refused", PATIENCE, () -> count("refused") == refused + 1);
            Await.until("that is on record", PATIENCE, this::isAway);
            Numbers.enter(Numbers.fresh())
                    .then()
                    .body(containsString("Text messages are late"), not(containsString("on its way")));
            gateway.answer(_ -> 200);
            clock.advance(Duration.ofSeconds(6));
            letters.wake();
            Await.until("it was taken", PATIENCE, () -> gateway.received().size() == 2 && !isAway());
            var first = gateway.received().getFirst();
            var second = gateway.received().getLast();
            assertEquals(first.headers().get("webhook-id"), second.headers().get("webhook-id"));
            assertEquals(first.event().get("text"), second.event().get("text"));
            visit.post("/me/code", Map.of("send", "yes", "pending", "/me", "by", "tel"))
                    .then()
                    .body(containsString("a text message with a six-digit code is on its way"));
        }
    }

    @Test
    void aCodeThatReachedNobodyIsGivenUpWhenItLapses() throws Exception {
        var silent = count("no_reply");
        var failed = letters("failed");
        var delayed = letters("delayed");
        Numbers.enter(Numbers.known());
        Await.until("nobody answered", PATIENCE, () -> count("no_reply") == silent + 1);
        // Later the next attempt would already come too late, and there would be none.
        Await.until("it is put off", PATIENCE, () -> letters("delayed") == delayed + 1);
        clock.advance(Duration.ofSeconds(595));
        letters.wake();
        Await.until("it is given up", PATIENCE, () -> letters("failed") == failed + 1);
        assertEquals(0, database.count("select count(*) from letter where result is null"));
        assertTrue(count("no_reply") == silent + 2);
    }

    private static void assertSigned(Receiver.Received message) throws Exception {
        var key = Base64.getDecoder().decode(MailServerAddress.SMS_SECRET.substring("whsec_".length()));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        var signed = message.headers().get("webhook-id") + "."
                + message.headers().get("webhook-timestamp") + "." + message.body();
        assertEquals(
                "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))),
                message.headers().get("webhook-signature"));
    }

    private boolean isAway() {
        return database.count("select count(*) from sms_gateway where failed_at is not null") == 1;
    }

    private double letters(String result) {
        return meters.counter("askfirst.letters", "result", result).count();
    }

    private double count(String result) {
        return meters.counter("askfirst.sms", "result", result).count();
    }
}
