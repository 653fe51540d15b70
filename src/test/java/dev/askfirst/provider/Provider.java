package dev.askfirst.provider;

import dev.askfirst.platform.TestCertificate;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as providers do, written from their documentation and apart from what checks them. */
public final class Provider {

    public static final KeyPair EC = pair("EC");

    private static final KeyStore SNS = sns();

    /** What a provider sends. */
    public record Sent(Map<String, String> headers, byte[] body, String type) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public Sent with(byte[] changed) {
            return new Sent(headers, changed, type);
        }
    }

    private Provider() {}

    private static KeyPair pair(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore sns() {
        try {
            return TestCertificate.ofRsa("sns.amazonaws.com").store();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey snsKey() {
        try {
            return (PrivateKey) SNS.getKey("test", "changeit".toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate that SNS would have at its address. */
    public static String snsCertificate() {
        try {
            var bytes = SNS.getCertificate("test").getEncoded();
            return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                    .formatted(Base64.getMimeEncoder().encodeToString(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(String algorithm, byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(String algorithm, PrivateKey key, byte[] text) {
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static Sent standard(String secret, String id, Instant at, String body) {
        var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        var signed = mac("HmacSHA256", key, utf8(id + "." + at.getEpochSecond() + "." + body));
        return new Sent(
                Map.of(
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(at.getEpochSecond()),
                        "webhook-signature",
                        "v1," + Base64.getEncoder().encodeToString(signed)),
                utf8(body),
                "application/json");
    }

    public static String sendGridKey() {
        return Base64.getEncoder().encodeToString(EC.getPublic().getEncoded());
    }

    public static Sent sendGrid(Instant at, String body) {
        var seconds = Long.toString(at.getEpochSecond());
        return new Sent(
                Map.of(
                        "X-Twilio-Email-Event-Webhook-Timestamp",
                        seconds,
                        "X-Twilio-Email-Event-Webhook-Signature",
                        sign("SHA256withECDSA", EC.getPrivate(), utf8(seconds + body))),
                utf8(body),
                "application/json");
    }

    public static Sent mailgun(String key, Instant at, String token, String event) {
        var seconds = Long.toString(at.getEpochSecond());
        var signature = HexFormat.of().formatHex(mac("HmacSHA256", utf8(key), utf8(seconds + token)));
        var body = """
                {"signature": {"timestamp": "%s", "token": "%s", "signature": "%s"}, "event-data": %s}""".formatted(seconds, token, signature, event);
        return new Sent(Map.of(), utf8(body), "application/json");
    }

    public static Sent login(String login, String body) {
        var basic = "Basic " + Base64.getEncoder().encodeToString(utf8(login));
        return new Sent(Map.of("Authorization", basic), utf8(body), "application/json");
    }

    public static Sent twilio(String key, String url, Map<String, String> fields) {
        var signed = new StringBuilder(url);
        new TreeMap<>(fields).forEach((name, value) -> signed.append(name).append(value));
        var signature = Base64.getEncoder().encodeToString(mac("HmacSHA1", utf8(key), utf8(signed.toString())));
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(java.net.URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return new Sent(
                Map.of("X-Twilio-Signature", signature), utf8(body.toString()), "application/x-www-form-urlencoded");
    }

    /** A JSON body; its hash stands in the address that is signed. */
    public static Sent twilioJson(String key, String url, String body) {
        try {
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(body)));
            if (!url.contains("bodySHA256=" + hash)) throw new IllegalArgumentException("bodySHA256=" + hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        var signature = Base64.getEncoder().encodeToString(mac("HmacSHA1", utf8(key), utf8(url)));
        return new Sent(Map.of("X-Twilio-Signature", signature), utf8(body), "application/json");
    }

    /** A notification of SNS, or a request to confirm. */
    public static Sent sns(Map<String, String> members) {
        var all = new LinkedHashMap<>(members);
        all.put("SignatureVersion", "2");
        var names = members.get("Type").equals("Notification")
                ? List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                : List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
        var signed = new StringBuilder();
        for (var name : names)
            if (all.containsKey(name))
                signed.append(name).append('\n').append(all.get(name)).append('\n');
        all.put("Signature", sign("SHA256withRSA", snsKey(), utf8(signed.toString())));
        return new Sent(Map.of(), utf8(Json.write(all)), "text/plain");
    }
}
