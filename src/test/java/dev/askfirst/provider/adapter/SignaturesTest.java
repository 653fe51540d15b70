package dev.askfirst.provider.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.provider.Provider;
import dev.askfirst.provider.Provider.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider signed is taken, what anybody else sends is not. */
class SignaturesTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final String URL = "https://ask.example/in/them";
    private static final String DECISION = "0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60";
    private static final String WHSEC = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String ARN = "arn:aws:sns:eu-west-1:123456789012:mails";

    /** A genuine request, and whether its signature is over the body. */
    record Case(String adapter, String url, String secret, Sent sent, boolean signsBody) {
        @Override
        public String toString() {
            return adapter + (url.contains("?") ? " " + url.substring(url.indexOf('?')) : "");
        }

        Adapter it() {
            return Adapters.named(adapter).orElseThrow();
        }

        Received received(Sent other, Instant now) {
            return new Received(url, name -> header(other, name), other.body(), now);
        }

        boolean isGenuine(Sent other, Instant now) {
            try {
                var received = received(other, now);
                var key = adapter.equals("ses") ? it().certificate(received).map(_ -> secret) : Optional.of(secret);
                return key.isPresent() && it().isGenuine(received, new Secret(key.get()));
            } catch (Fault _) {
                return false;
            }
        }
    }

    private static String header(Sent sent, String name) {
        return sent.headers().entrySet().stream()
                .filter(it -> it.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    static Stream<Case> cases() {
        var json = "{\"object\": \"whatsapp_business_account\", \"entry\": []}";
        var withHash =
                URL + "?bodySHA256=" + HexFormat.of().formatHex(Sha256.of(json.getBytes(StandardCharsets.UTF_8)));
        return Stream.of(
                new Case(
                        "standard", URL, WHSEC, Provider.standard(WHSEC, "msg_1", NOW, "{\"type\": \"bounce\"}"), true),
                new Case(
                        "sendgrid",
                        URL,
                        Provider.sendGridKey(),
                        Provider.sendGrid(NOW, "[{\"event\":\"open\"}]\r\n"),
                        true),
                new Case("mailgun", URL, "key-1", Provider.mailgun("key-1", NOW, "token", "{}"), false),
                new Case("postmark", URL, "them:secret", Provider.login("them:secret", "{}"), false),
                new Case("brevo", URL, "them:secret", Provider.login("them:secret", "{}"), false),
                new Case("ses", URL, Provider.snsCertificate(), notification("{}"), true),
                new Case(
                        "twilio",
                        URL,
                        "key",
                        Provider.twilio("key", URL, Map.of("Body", "STOP & go", "From", "+49")),
                        true),
                new Case(
                        "twilio",
                        URL + "?askfirst_decision=" + DECISION,
                        "key",
                        Provider.twilio("key", URL + "?askfirst_decision=" + DECISION, Map.of("MessageStatus", "sent")),
                        true),
                new Case("twilio", withHash, "key", Provider.twilioJson("key", withHash, json), true));
    }

    private static Sent notification(String message) {
        return Provider.sns(new HashMap<>(Map.of(
                "Type",
                "Notification",
                "MessageId",
                "m-1",
                "TopicArn",
                ARN,
                "Message",
                message,
                "Timestamp",
                NOW.toString(),
                "SigningCertURL",
                "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsSignedIsTaken(Case one) {
        assertTrue(one.isGenuine(one.sent(), NOW));
        assertTrue(one.isGenuine(one.sent(), NOW.plusSeconds(300)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatWasChangedByOneByteIsNot(Case one) {
        if (!one.signsBody()) return;
        for (var i = 0; i < one.sent().body().length; i++) {
            var changed = one.sent().body().clone();
            changed[i] ^= 1;
            // White space between members is not part of what SNS signs, nor are members that it does not name.
            if (one.adapter().equals("ses") && same(changed, one.sent().body())) continue;
            var at = i;
            assertFalse(one.isGenuine(one.sent().with(changed), NOW), () -> "byte " + at);
        }
        var longer = java.util.Arrays.copyOf(one.sent().body(), one.sent().body().length + 1);
        longer[longer.length - 1] = 'x';
        assertFalse(one.isGenuine(one.sent().with(longer), NOW));
    }

    private static boolean same(byte[] one, byte[] other) {
        try {
            return signed(one).equals(signed(other));
        } catch (java.io.IOException _) {
            return false;
        }
    }

    private static Map<String, String> signed(byte[] body) throws java.io.IOException {
        var json = Json.MAPPER.readTree(body);
        return Stream.of("Message", "MessageId", "Timestamp", "TopicArn", "Type", "Signature", "SignatureVersion")
                .collect(Collectors.toMap(it -> it, it -> json.path(it).asText()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anotherSignatureOrNoneIsNot(Case one) {
        assertFalse(one.isGenuine(new Sent(Map.of(), "{}".getBytes(StandardCharsets.UTF_8), "text/plain"), NOW));
        for (var name : one.sent().headers().keySet()) {
            for (var value : List.of("", " ", "0", "v1,", "Basic", "Basic ", "Bearer ", "v1,AAAA", "%%%")) {
                var headers = new HashMap<>(one.sent().headers());
                headers.put(name, value);
                assertFalse(one.isGenuine(new Sent(headers, one.sent().body(), ""), NOW), () -> name + ": " + value);
            }
        }
        for (var other :
                cases().filter(it -> !it.adapter().equals(one.adapter())).toList()) {
            if (other.sent().headers().equals(one.sent().headers()) && !other.signsBody()) continue;
            assertFalse(one.isGenuine(other.sent(), NOW), other::toString);
        }
    }

    /** As many as the issue asks for where a guess is cheap; each has the right form. */
    @ParameterizedTest
    @MethodSource("cases")
    void whatIsForgedIsNeverTaken(Case one) {
        var random = new Random(18);
        var dear = one.adapter().equals("sendgrid") || one.adapter().equals("ses");
        for (var i = 0; i < (dear ? 2_000 : 100_000); i++) {
            var forged = forged(one, random);
            assertFalse(one.isGenuine(forged, NOW), forged::text);
        }
    }

    private static Sent forged(Case one, Random random) {
        var bytes = new byte[one.adapter().equals("ses") ? 256 : 32];
        random.nextBytes(bytes);
        var guess = Base64.getEncoder().encodeToString(bytes);
        var headers = new HashMap<>(one.sent().headers());
        headers.computeIfPresent("webhook-signature", (_, _) -> "v1," + guess);
        headers.computeIfPresent("X-Twilio-Email-Event-Webhook-Signature", (_, _) -> guess);
        headers.computeIfPresent("X-Twilio-Signature", (_, _) -> guess.substring(0, 28));
        headers.computeIfPresent("Authorization", (_, _) -> "Basic " + guess);
        var body = one.sent().text();
        if (one.adapter().equals("mailgun"))
            body = body.replaceAll(
                    "\"signature\": \"[0-9a-f]+",
                    "\"signature\": \"" + HexFormat.of().formatHex(bytes));
        if (one.adapter().equals("ses"))
            body = body.replaceAll("\"Signature\":\"[^\"]+", "\"Signature\":\"" + guess.replace("$", ""));
        return new Sent(
                headers, body.getBytes(StandardCharsets.UTF_8), one.sent().type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "sendgrid", "mailgun", "ses"})
    void whatWasSignedLongAgoOrIsFromAheadIsNot(String adapter) {
        for (var one : cases().filter(it -> it.adapter().equals(adapter)).toList()) {
            for (var minutes : new int[] {-525_600, -11, 11, 60, 525_600}) {
                assertFalse(one.isGenuine(one.sent(), NOW.plusSeconds(60L * minutes)), () -> minutes + " minutes");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem | true
            https://sns.us-gov-west-1.amazonaws.com/SimpleNotificationService-1.pem | true
            https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1.pem | true
            http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem | false
            https://sns.eu-west-1.amazonaws.com.evil.example/x.pem | false
            https://sns.eu-west-1.amazonaws.com@evil.example/x.pem | false
            https://evil.example/sns.eu-west-1.amazonaws.com/x.pem | false
            https://evil.example/?https://sns.eu-west-1.amazonaws.com/x.pem | false
            https://sns-eu-west-1.amazonaws.com/x.pem | false
            https://bucket.s3.amazonaws.com/x.pem | false
            https://sns.eu-west-1.amazonaws.com:8443/x.pem | false
            https://SNS.eu-west-1.amazonaws.com/x.pem | false
            https://sns.eu-west-1.amazonaws.com/a@b/x.pem | false
            """)
    void certificatesComeFromHostsOfSnsAlone(String url, boolean taken) {
        assertEquals(taken, Ses.isOfSns(url));
    }

    @Test
    void onlyTheNamedTopicCounts() {
        var ses = Adapters.named("ses").orElseThrow();
        var received = new Received(URL, _ -> null, notification("{}").body(), NOW);
        assertTrue(ses.isFrom(received, Optional.of(ARN)));
        assertFalse(ses.isFrom(received, Optional.of(ARN + "2")));
        assertFalse(ses.isFrom(received, Optional.empty()));
    }

    @Test
    void aRequestToConfirmLeadsToSnsAlone() {
        for (var url : List.of(
                "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1", "https://evil.example/")) {
            var sent = Provider.sns(Map.of(
                    "Type",
                    "SubscriptionConfirmation",
                    "MessageId",
                    "m-2",
                    "TopicArn",
                    ARN,
                    "Message",
                    "You have chosen",
                    "Timestamp",
                    NOW.toString(),
                    "Token",
                    "1",
                    "SubscribeURL",
                    url,
                    "SigningCertURL",
                    "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"));
            var received = new Received(URL, _ -> null, sent.body(), NOW);
            var ses = Adapters.named("ses").orElseThrow();
            assertTrue(ses.isGenuine(received, new Secret(Provider.snsCertificate())));
            assertEquals(url.contains("amazonaws"), ses.confirmation(received).isPresent());
            assertEquals(List.of(), ses.events(received));
        }
    }
}
