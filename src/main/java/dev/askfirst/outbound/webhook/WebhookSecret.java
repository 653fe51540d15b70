package dev.askfirst.outbound.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What one webhook's requests are signed with, by Standard Webhooks 1.0.0. */
final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    static WebhookSecret fresh() {
        var key = new byte[LENGTH];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    static WebhookSecret of(byte[] key) {
        return new WebhookSecret(key.clone());
    }

    static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) throw new IllegalArgumentException("not a webhook's secret");
        return new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    byte[] key() {
        return key.clone();
    }

    /** As it is shown to its owner, once. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** The signature of one request, as it stands in the header. */
    String sign(String id, Instant at, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
