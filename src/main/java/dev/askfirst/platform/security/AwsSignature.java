package dev.askfirst.platform.security;

import dev.askfirst.platform.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to Amazon's services, and to others that ask for the same, by AWS Signature Version 4.
 *
 * @param service as the signature calls it, such as {@code ses}
 */
public record AwsSignature(String accessKey, String secretKey, String region, String service) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    /**
     * A request in its canonical form.
     *
     * @param headers all that are signed, by their names in small letters; {@code host} and {@code x-amz-date} among them
     * @param payload the SHA-256 of the body, in hexadecimal
     */
    public record Canonical(
            String method, String path, String query, SortedMap<String, String> headers, String payload) {

        private String names() {
            return String.join(";", headers.keySet());
        }

        private String text() {
            var lines = headers.entrySet().stream()
                    .map(it -> it.getKey() + ":" + it.getValue().strip().replaceAll(" +", " ") + "\n")
                    .collect(Collectors.joining());
            return String.join("\n", method, path, query, lines, names(), payload);
        }
    }

    /** Of a secret such as {@code AKIA…:…}, the access key and its secret key; {@link IllegalArgumentException} if it is none. */
    public static AwsSignature of(String secret, String region, String service) {
        var colon = secret.indexOf(':');
        if (colon < 1 || colon == secret.length() - 1)
            throw new IllegalArgumentException("the secret is not an access key, a colon and its secret key");
        return new AwsSignature(secret.substring(0, colon), secret.substring(colon + 1), region, service);
    }

    /** An instant as {@code x-amz-date} has it. */
    public static String stamp(Instant at) {
        return STAMP.format(at);
    }

    /** The header {@code Authorization} of this request, made at this instant. */
    public String authorization(Canonical request, Instant at) {
        var stamp = stamp(at);
        var scope = stamp.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        var signed = String.join("\n", ALGORITHM, stamp, scope, HEX.formatHex(Sha256.of(request.text())));
        return "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
                .formatted(
                        ALGORITHM,
                        accessKey,
                        scope,
                        request.names(),
                        HEX.formatHex(hmac(key(stamp.substring(0, 8)), signed)));
    }

    /**
     * The headers of a request to any service but S3: these, with {@code x-amz-date} and {@code Authorization}. All are signed but
     * {@code User-Agent}, which proxies may change.
     *
     * @param host as it stands in the header of that name, which is sent by itself
     */
    public Map<String, String> sign(
            String method, URI url, String host, Map<String, String> headers, byte[] body, Instant at) {
        var sent = new TreeMap<>(headers);
        sent.put("X-Amz-Date", stamp(at));
        var signed = new TreeMap<String, String>();
        sent.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        signed.remove("user-agent");
        signed.put("host", host);
        var payload = HEX.formatHex(Sha256.of(body));
        sent.put("Authorization", authorization(new Canonical(method, path(url), query(url), signed, payload), at));
        return sent;
    }

    /** Escaped once more than it is sent, segment by segment. */
    private static String path(URI url) {
        var path = url.getRawPath();
        if (path == null || path.isEmpty()) return "/";
        return path.replace("%", "%25").replace("@", "%40").replace(":", "%3A").replace("+", "%2B");
    }

    private static String query(URI url) {
        if (url.getRawQuery() == null) return "";
        return Arrays.stream(url.getRawQuery().split("&"))
                .map(it -> it.contains("=") ? it : it + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private byte[] key(String day) {
        var key = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), day);
        for (var part : new String[] {region, service, "aws4_request"}) key = hmac(key, part);
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

    @Override
    public String toString() {
        // The secret never reaches a log by accident.
        return "AwsSignature[" + accessKey + "]";
    }
}
