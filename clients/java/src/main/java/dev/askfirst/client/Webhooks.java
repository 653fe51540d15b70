package dev.askfirst.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells deliveries of the service from forged ones: Standard Webhooks 1.0.0. */
public final class Webhooks {

    /** The delivery is not by whoever holds the secret, or is too old: answer 400 and do nothing. */
    public static final class Forged extends Exception {
        private static final long serialVersionUID = 1;

        Forged(String message) {
            super(message);
        }
    }

    private static final String PREFIX = "whsec_";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Webhooks() {}

    /**
     * The event, if it is genuine.
     *
     * @param header gives a header of the request by its name, in small letters; null if there is none
     * @param body the bytes as they came
     */
    public static JsonNode event(String secret, UnaryOperator<String> header, byte[] body) throws Forged {
        return event(secret, header, body, Instant.now());
    }

    static JsonNode event(String secret, UnaryOperator<String> header, byte[] body, Instant now) throws Forged {
        var id = header.apply("webhook-id");
        var timestamp = header.apply("webhook-timestamp");
        var signatures = header.apply("webhook-signature");
        if (id == null || timestamp == null || signatures == null) throw new Forged("a header is missing");
        if (!timestamp.matches("\\d{1,12}")) throw new Forged("webhook-timestamp is no time");
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
        if (age.compareTo(TOLERANCE) > 0) throw new Forged("it was signed more than five minutes ago, or ahead");
        var expected = sign(secret, id + "." + timestamp + ".", body).getBytes(UTF_8);
        for (var signature : signatures.split(" ")) {
            if (MessageDigest.isEqual(expected, signature.getBytes(UTF_8))) return parse(body);
        }
        throw new Forged("no signature fits");
    }

    private static String sign(String secret, String head, byte[] body) {
        try {
            var key = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            mac.update(head.getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode parse(byte[] body) throws Forged {
        try {
            return Replies.JSON.readTree(body);
        } catch (IOException unreadable) {
            throw new Forged("it is no JSON");
        }
    }
}
