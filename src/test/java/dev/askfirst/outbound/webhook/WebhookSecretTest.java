package dev.askfirst.outbound.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    /** The vector of the specification's own libraries. */
    @Test
    void signsAsStandardWebhooksDo() {
        var secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), BODY));
    }

    @Test
    void aFreshOneIsLongEnoughAndReadsBackAsItself() {
        var secret = WebhookSecret.fresh();
        assertTrue(secret.text().startsWith("whsec_"));
        assertEquals(32, Base64.getDecoder().decode(secret.text().substring(6)).length);
        var at = Instant.ofEpochSecond(1);
        assertEquals(
                secret.sign("a", at, BODY), WebhookSecret.parse(secret.text()).sign("a", at, BODY));
        assertNotEquals(secret.text(), WebhookSecret.fresh().text());
    }

    @Test
    void everythingSentIsSigned() {
        var secret = WebhookSecret.fresh();
        var at = Instant.ofEpochSecond(1614265330);
        var signature = secret.sign("id", at, BODY);
        assertNotEquals(signature, secret.sign("di", at, BODY));
        assertNotEquals(signature, secret.sign("id", at.plusSeconds(1), BODY));
        assertNotEquals(signature, secret.sign("id", at, new byte[] {1}));
        assertNotEquals(signature, WebhookSecret.fresh().sign("id", at, BODY));
    }
}
