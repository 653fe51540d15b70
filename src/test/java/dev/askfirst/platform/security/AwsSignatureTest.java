package dev.askfirst.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that others made: Amazon's own Python SDK (botocore 1.43.11), and Amazon's test suite for signers. */
class AwsSignatureTest {

    private static final String KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String ADDRESSES = "https://email.eu-west-1.amazonaws.com/v2/email/suppression/addresses";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT | %1$s | {"EmailAddress":"ana@test.example","Reason":"COMPLAINT"} | 0a93e2ee4d5f948f5bdc3922d5c9f42521e8424bc9358b2fcf99124cc9a45ee0
            PUT | %1$s | {"EmailAddress":"josé+x@bücher.example","Reason":"BOUNCE"} | 2a37d28d651ddf7691cf09b3564e859a0893f8a298eb9ade259033ce781f8201
            DELETE | %1$s/ana%%2Ba%%20b%%40test.example | '' | dfa9696885167b93e1cb85dea6e7012cb66d4d45425f965dceba273f46e745c1
            DELETE | %1$s/jos%%C3%%A9%%27%%25%%2A~%%40test.example | '' | e452b1f7c9bd53d070040373c0ebac63d22b11ebefed6ddf3ba14f2937f226d1
            GET | %1$s?PageSize=3&Reason=BOUNCE | '' | 6987a4b74a2d8b80d6c42a9bb82ec9e9bef5c5dad1dd8ac8fa9502d5b69968dd
            PUT | http://127.0.0.1:4321/v2/email/suppression/addresses | {} | 5cd5e6c5bce263ba7fe8c1defc822c9ddc8840c9f6c63200dcac77ad771567ae
            """)
    void asBotocoreSigns(String method, String url, String body, String signature) {
        var at = URI.create(url.replace("%1$s", ADDRESSES).replace("%%", "%"));
        var headers = body.isEmpty() ? Map.<String, String>of() : Map.of("Content-Type", "application/json");
        var signed = new AwsSignature("AKIDEXAMPLE", KEY, "eu-west-1", "ses")
                .sign(
                        method,
                        at,
                        at.getAuthority(),
                        headers,
                        body.getBytes(StandardCharsets.UTF_8),
                        Instant.parse("2026-03-01T09:30:15Z"));
        assertEquals("20260301T093015Z", signed.get("X-Amz-Date"));
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-1/ses/aws4_request,SignedHeaders="
                        + (body.isEmpty() ? "" : "content-type;") + "host;x-amz-date,Signature=" + signature,
                signed.get("Authorization"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    })
    void asAmazonsTestSuiteHasIt(String method, String signature) {
        var signed = new AwsSignature("AKIDEXAMPLE", KEY, "us-east-1", "service")
                .sign(
                        method,
                        URI.create("https://example.amazonaws.com/"),
                        "example.amazonaws.com",
                        Map.of(),
                        new byte[0],
                        Instant.parse("2015-08-30T12:36:00Z"));
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + "SignedHeaders=host;x-amz-date,Signature=" + signature,
                signed.get("Authorization"));
    }

    @Test
    void aSecretThatIsNoPairOfKeysIsTold() {
        assertThrows(IllegalArgumentException.class, () -> AwsSignature.of("AKIDEXAMPLE", "eu-west-1", "ses"));
        assertThrows(IllegalArgumentException.class, () -> AwsSignature.of("AKIDEXAMPLE:", "eu-west-1", "ses"));
    }
}
