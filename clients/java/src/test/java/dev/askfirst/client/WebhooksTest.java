package dev.askfirst.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the example of the specification's own libraries. */
class WebhooksTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final Instant SIGNED = Instant.ofEpochSecond(1614265330);
    private static final Map<String, String> HEADERS = Map.of(
            "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp", "1614265330",
            "webhook-signature", "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    @Test
    void oneSignatureThatFitsIsEnough() throws Exception {
        assertEquals(2432232314L, Webhooks.event(SECRET, HEADERS::get, BODY, SIGNED).get("test").asLong());
    }

    @Test
    void whatIsForgedOrOldIsNot() {
        forged(name -> null, BODY, SIGNED);
        forged(HEADERS::get, "{\"test\": 2432232315}".getBytes(UTF_8), SIGNED);
        forged(HEADERS::get, BODY, SIGNED.plusSeconds(301));
        forged(HEADERS::get, BODY, SIGNED.minusSeconds(301));
    }

    private static void forged(java.util.function.UnaryOperator<String> headers, byte[] body, Instant now) {
        assertThrows(Webhooks.Forged.class, () -> Webhooks.event(SECRET, headers, body, now));
    }
}
