package dev.askfirst.platform;

import static dev.askfirst.platform.Api.careless;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that is not wholly good is no token. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TokenTest {

    private static final String QUESTION = """
            {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers"}""";

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
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "bearer-ish"})
    void whatIsNoTokenIsRefused(String header) {
        var request =
                careless("x").auth().none().header("Authorization", header).body(QUESTION);
        assertEquals(401, request.post("/v1/decisions").statusCode());
    }

    private static void refused(String token) {
        asked(token)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
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

    private static String signed(String head, String claims) throws GeneralSecurityException {
        var text = base64(head) + "." + base64(claims);
        var signature = java.security.Signature.getInstance("SHA256withRSA");
        signature.initSign(key());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static PrivateKey key() throws GeneralSecurityException {
        return KeyUtils.decodePrivateKey(SecretFile.read(Api.keys().resolve("token-signing-key.pem")));
    }
}
