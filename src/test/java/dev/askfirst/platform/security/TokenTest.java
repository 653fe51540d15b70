package dev.askfirst.platform.security;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.security.OddTokens.base64;
import static dev.askfirst.platform.security.OddTokens.key;
import static dev.askfirst.platform.security.OddTokens.signed;
import static dev.askfirst.platform.security.OddTokens.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.local.LocalTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that is not wholly good is no token. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TokenTest {

    private static final String QUESTION = """
            {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers"}""";

    @Inject
    TokenKeys keys;

    @Test
    void aGoodTokenIsLetIn() throws GeneralSecurityException {
        asked(good().sign(key())).then().statusCode(200);
    }

    @Test
    void anExpiredTokenIsRefusedThoughItWasGoodBefore() throws GeneralSecurityException {
        var past = Instant.now().minus(Duration.ofMinutes(10));
        refused(good().issuedAt(past).expiresAt(past.plusSeconds(60)).sign(key()));
    }

    @Test
    void aTokenWithoutAnEndIsRefused() throws GeneralSecurityException {
        var claims = "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"x\",\"groups\":[\"sender\"],\"sender\":\"acme-mailer\"}"
                .formatted(LocalTokens.ISSUER, LocalTokens.AUDIENCE);
        refused(signed("{\"alg\":\"RS256\"}", claims));
    }

    /** Every claim as no good token has it; what is signed properly can still be nonsense. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # claim | value
            sender  | 5
            sender  | true
            sender  | ["acme-mailer"]
            sender  | {"id": "acme-mailer"}
            exp     | 100000000000000000
            exp     | 9223372036854775807
            exp     | 1e300
            exp     | -1
            exp     | "tomorrow"
            exp     | [1]
            iat     | "yesterday"
            iat     | null
            iss     | 5
            aud     | 5
            nbf     | 99999999999
            """)
    void aClaimThatIsNotWhatItMustBe(String claim, String value) throws GeneralSecurityException {
        refused(signed("{\"alg\":\"RS256\"}", with(claim, value)));
    }

    /** Such a token names nobody, or nobody who may do anything: it is refused, and breaks nothing. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            groups | 5
            groups | {}
            groups | [5]
            groups | "sender"
            groups | null
            sender | null
            sub    | 5
            sub    | {"a": 1}
            iat    | 100000000000000000
            iat    | -5
            """)
    void aClaimThatIsOddBreaksNothing(String claim, String value) throws GeneralSecurityException {
        var status = asked(signed("{\"alg\":\"RS256\"}", with(claim, value))).statusCode();
        assertTrue(Set.of(200, 401, 403).contains(status), claim + ": " + value + " gives " + status);
    }

    @ParameterizedTest(name = "made {0} ago, good for {1} from now: {2}")
    @CsvSource({
        "PT0S, P1D, true",
        "PT0S, PT24H1M, false",
        "PT23H, PT1H, true",
        "PT23H, PT2H, false",
        "P300D, PT1H, false",
        "PT-1H, P1D, true",
        "PT-1H, PT25H, false"
    })
    void aTokenThatWasMadeToBeGoodForTooLongIsRefused(Duration age, Duration left, boolean taken)
            throws GeneralSecurityException {
        var now = Instant.now().getEpochSecond();
        var claims = with("exp", Long.toString(now + left.toSeconds()))
                .replaceFirst("\"iat\":[0-9]+", "\"iat\":" + (now - age.toSeconds()));
        var token = signed("{\"alg\":\"RS256\"}", claims);
        assertEquals(taken, new Tokens(keys, Duration.ofDays(1)).verify(token).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
    void theSchemeIsTheSameInAnyCase(String scheme) throws GeneralSecurityException {
        for (var i = 0; i < 2; i++) {
            careless("x")
                    .auth()
                    .none()
                    .header("Authorization", scheme + " " + good().sign(key()))
                    .body(QUESTION)
                    .post("/v1/decisions")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() throws GeneralSecurityException {
        refused(good().issuer("https://elsewhere.example").sign(key()));
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() throws GeneralSecurityException {
        refused(good().audience("another-service").sign(key()));
    }

    @Test
    void aTokenSignedByAnotherKeyIsRefused() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        refused(good().sign(generator.generateKeyPair().getPrivate()));
    }

    @Test
    void anUnsignedTokenIsRefused() throws GeneralSecurityException {
        var claims = good().sign(key()).split("\\.")[1];
        refused(base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + claims + ".");
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        var publicKey = java.nio.file.Files.readAllBytes(LocalTokens.publicKey(Api.keys()));
        var claims = good().sign(key()).split("\\.")[1];
        var head = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + claims;
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(publicKey, "HmacSHA256"));
        var signature = mac.doFinal(head.getBytes(StandardCharsets.US_ASCII));
        refused(head + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    @Test
    void aSenderWithoutANameIsForbidden() throws GeneralSecurityException {
        var nameless =
                Jwt.issuer(LocalTokens.ISSUER).audience(LocalTokens.AUDIENCE).subject("x");
        asked(nameless.groups("sender").expiresIn(60).sign(key()))
                .then()
                .statusCode(403)
                .body("type", is("/problems/forbidden"));
    }

    @Test
    void aSenderThatTheCatalogDoesNotKnowIsForbidden() {
        asked(Api.senderToken("nobodys-mailer")).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer a.b.c",
                "Basic YTpi",
                "bearer-ish",
                "bearer",
                "bearer x"
            })
    void whatIsNoTokenIsRefused(String header) {
        var request =
                careless("x").auth().none().header("Authorization", header).body(QUESTION);
        assertEquals(401, request.post("/v1/decisions").statusCode());
    }

    private static void refused(String token) {
        asked(token)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer error=\"invalid_token\", error_description=\""))
                .contentType("application/problem+json")
                .body("type", is("/problems/unauthenticated"));
    }

    private static io.restassured.response.Response asked(String token) {
        return careless(token).body(QUESTION).post("/v1/decisions");
    }

    private static JwtClaimsBuilder good() {
        return Jwt.issuer(LocalTokens.ISSUER)
                .audience(LocalTokens.AUDIENCE)
                .subject("acme-mailer")
                .groups("sender")
                .claim("sender", "acme-mailer")
                .expiresIn(60);
    }
}
