package dev.askfirst.outbound.sms;

import dev.askfirst.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A few words for a telephone.
 *
 * @param to the number, in E.164
 * @param language of the text, a BCP 47 tag
 * @param expiresAt when it is of no use any more
 */
public record TextMessage(UUID id, String to, String text, String language, Instant expiresAt) {

    byte[] body() {
        return Json.write(this).getBytes(StandardCharsets.UTF_8);
    }

    String file() {
        return "To: " + to + "\n\n" + text + "\n";
    }

    @Override
    public String toString() {
        return "text message " + id;
    }
}
