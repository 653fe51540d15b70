package dev.askfirst.export;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests to S3-compatible stores: AWS Signature Version 4, the payload by its hash. For paths without a query. */
record S3Signer(String region, String accessKey, String secretKey) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    /** The headers that a request must carry. */
    Map<String, String> headers(String method, URI object, String payload, Instant at) {
        return headers(method, object, payload, at, Map.of());
    }

    /** The same with further headers that are signed too, by their names in small letters. */
    Map<String, String> headers(String method, URI object, String payload, Instant at, Map<String, String> more) {
        var stamp = STAMP.format(at);
        var sent = new TreeMap<>(more);
        sent.put("x-amz-content-sha256", payload);
        sent.put("x-amz-date", stamp);
        var signed = new TreeMap<>(sent);
        signed.put("host", object.getRawAuthority());
        var names = String.join(";", signed.keySet());
        var canonical = String.join(
                "\n",
                method,
                object.getRawPath(),
                "",
                signed.entrySet().stream()
                        .map(it -> it.getKey() + ":" + it.getValue().strip() + "\n")
                        .collect(Collectors.joining()),
                names,
                payload);
        var scope = stamp.substring(0, 8) + "/" + region + "/s3/aws4_request";
        var signature = HEX.formatHex(
                hmac(key(stamp.substring(0, 8)), String.join("\n", ALGORITHM, stamp, scope, sha256(canonical))));
        sent.put(
                "Authorization",
                "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
                        .formatted(ALGORITHM, accessKey, scope, names, signature));
        return sent;
    }

    @Override
    public String toString() {
        // The secret never reaches a log by accident.
        return "S3Signer[" + accessKey + "]";
    }

    private byte[] key(String day) {
        var key = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), day);
        for (var part : new String[] {region, "s3", "aws4_request"}) key = hmac(key, part);
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
