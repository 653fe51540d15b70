package dev.askfirst.outside;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What somebody's telephone shows who has set up a second factor: six digits, new every half minute (RFC 6238). */
final class SecondFactor {

    private SecondFactor() {}

    static String digits(String secret) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        var step = Instant.now().getEpochSecond() / 30;
        var hash =
                ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(8).putLong(step).array()));
        var from = hash.get(hash.limit() - 1) & 0xf;
        return "%06d".formatted((hash.getInt(from) & 0x7fffffff) % 1_000_000);
    }
}
