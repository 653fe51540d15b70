package dev.askfirst.console.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Sha256;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The console speaks to an identity provider as RFC 6749, RFC 7636 and OpenID Connect Core want it. */
class ProviderTest {

    private TestProvider there;

    @BeforeEach
    void start() {
        there = TestProvider.start(() -> "a.b.c");
    }

    @AfterEach
    void stop() {
        there.close();
    }

    @Test
    void somebodyIsSentToTheProviderWithAChallengeThatOnlyWeCanMeet() {
        var request = AuthorizationRequest.begun();
        var query = TestProvider.query(
                provider(there.address() + "/", "askfirst").address(request).getRawQuery());
        assertEquals("1", query.get("own"));
        assertEquals("code", query.get("response_type"));
        assertEquals("console", query.get("client_id"));
        assertEquals("https://ask.example/console/back", query.get("redirect_uri"));
        assertEquals("openid askfirst", query.get("scope"));
        assertEquals(request.state(), query.get("state"));
        assertEquals(request.nonce(), query.get("nonce"));
        assertEquals("S256", query.get("code_challenge_method"));
        var challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(request.verifier()));
        assertEquals(challenge, query.get("code_challenge"));
        assertFalse(query.containsKey("prompt"));
        var other = AuthorizationRequest.begun();
        assertNotEquals(request.state(), other.state());
        assertNotEquals(request.verifier(), other.verifier());
        assertNotEquals(request.nonce(), other.nonce());
    }

    @Test
    void whoeverRenewsASessionIsNotAskedForAnything() {
        var query = TestProvider.query(provider()
                .address(AuthorizationRequest.renewing("/console/people"))
                .getRawQuery());
        assertEquals("none", query.get("prompt"));
        assertEquals("28800", query.get("max_age"));
    }

    @Test
    void theCodeIsGivenForATokenOnce() {
        var request = AuthorizationRequest.begun();
        var code = there.code(provider().address(request));
        assertEquals("a.b.c", provider().token(code, request));
        assertEquals("authorization_code", there.asked().get("grant_type"));
        assertEquals(request.verifier(), there.asked().get("code_verifier"));
        assertEquals("hush", there.asked().get("client_secret"));
        assertThrows(Fault.class, () -> provider().token(code, request));
    }

    @Test
    void theCodeOfAnotherSignInIsNothing() {
        var code = there.code(provider().address(AuthorizationRequest.begun()));
        assertThrows(Fault.class, () -> provider().token(code, AuthorizationRequest.begun()));
    }

    static List<Named<Consumer<JwtClaims>>> forged() {
        return List.of(
                says("no nonce", it -> it.unsetClaim("nonce")),
                says(
                        "the nonce of another sign-in",
                        it -> it.setClaim("nonce", AuthorizationRequest.begun().nonce())),
                says("a nonce that is no text", it -> it.setClaim("nonce", 1)),
                says("another issuer", it -> it.setIssuer("https://id.example")),
                says("no issuer", it -> it.unsetClaim("iss")),
                says("for another client", it -> it.setAudience("other")),
                says("for nobody", it -> it.unsetClaim("aud")),
                says("for several, of whom none asked", it -> it.setAudience("console", "other")),
                says("asked for by another client", it -> it.setClaim("azp", "other")),
                says("over", it -> it.setExpirationTime(inSeconds(-120))),
                says("never over", it -> it.unsetClaim("exp")),
                says("made long ago", it -> it.setIssuedAt(inSeconds(-700))),
                says("made in the future", it -> it.setIssuedAt(inSeconds(120))),
                says("made at no time", it -> it.unsetClaim("iat")),
                says("not valid yet", it -> it.setNotBefore(inSeconds(120))),
                says("about nobody", it -> it.unsetClaim("sub")),
                says("about another access token", it -> it.setClaim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void anIdTokenThatIsNotAboutThisSignInLetsNobodyIn(Consumer<JwtClaims> change) {
        there.says(change);
        refused(AuthorizationRequest.begun());
        refused(AuthorizationRequest.renewing("/console"));
    }

    static List<Named<Consumer<JsonWebSignature>>> forgedSignatures() {
        return List.of(
                Named.of("another key", it -> it.setKey(TestProvider.key().getPrivateKey())),
                Named.of("a key with another name", it -> it.setKeyIdHeaderValue("two")),
                Named.of("with a secret", it -> {
                    it.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
                    it.setKey(new HmacKey(new byte[32]));
                }),
                Named.of("not at all", it -> {
                    it.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
                    it.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
                    it.setKey(null);
                }));
    }

    @ParameterizedTest
    @MethodSource("forgedSignatures")
    void anIdTokenThatTheProviderDidNotSignLetsNobodyIn(Consumer<JsonWebSignature> change) {
        there.signs(change);
        refused(AuthorizationRequest.begun());
    }

    @Test
    void withoutAnIdTokenNobodyIsIn() {
        there.saysNothing();
        var fault = assertThrows(Fault.class, () -> signIn(AuthorizationRequest.begun()));
        assertEquals(ProblemCode.UNDECIDED, fault.code());
    }

    static Stream<Named<Consumer<JwtClaims>>> right() {
        return Stream.of(
                says("all there is", _ -> {}),
                says("without a hash of the access token", it -> it.unsetClaim("at_hash")),
                says("for several, of whom we asked", it -> {
                    it.setAudience("console", "other");
                    it.setClaim("azp", "console");
                }),
                says("clocks that differ a little", it -> it.setIssuedAt(inSeconds(30))));
    }

    @ParameterizedTest
    @MethodSource("right")
    void whateverElseAProviderMaySayIsTaken(Consumer<JwtClaims> change) {
        there.says(change);
        assertEquals("a.b.c", signIn(AuthorizationRequest.begun()));
        assertEquals("a.b.c", signIn(AuthorizationRequest.renewing("/console")));
    }

    @Test
    void sessionsAreRenewedForAWorkingDayAfterSomebodySignedIn() {
        there.says(it -> it.setClaim("auth_time", inSeconds(-7 * 3600).getValue()));
        assertEquals("a.b.c", signIn(AuthorizationRequest.renewing("/console")));
        there.says(it -> it.setClaim("auth_time", inSeconds(-9 * 3600).getValue()));
        refused(AuthorizationRequest.renewing("/console"));
        assertEquals("a.b.c", signIn(AuthorizationRequest.begun()));
        there.says(it -> it.unsetClaim("auth_time"));
        refused(AuthorizationRequest.renewing("/console"));
        assertEquals("a.b.c", signIn(AuthorizationRequest.begun()));
    }

    @Test
    void nothingGoesOverAnOpenConnection() {
        for (var wrong : new String[] {"http://id.example", "ftp://id.example"})
            assertThrows(Fault.class, () -> provider(wrong, "openid").address(AuthorizationRequest.begun()));
    }

    @Test
    void aProviderThatIsAwayOrIsAnotherIsAFault() {
        var elsewhere = there.address().toString().replace("127.0.0.1", "localhost");
        assertThrows(Fault.class, () -> provider(elsewhere, "openid").address(AuthorizationRequest.begun()));
        there.close();
        var fault = assertThrows(Fault.class, () -> provider().address(AuthorizationRequest.begun()));
        assertTrue(fault.getMessage().contains("identity provider"));
    }

    @Test
    void aBrowserKeepsWhatMustComeBack() {
        for (var request : List.of(
                AuthorizationRequest.begun(),
                AuthorizationRequest.renewing("/console/entries?kind=act&from=2026-01-01")))
            assertEquals(Optional.of(request), AuthorizationRequest.read(request.written()));
        for (var wrong : List.of("", "a", "a.b.c", "a.b.c.d.e", "a.b.c.%"))
            assertTrue(AuthorizationRequest.read(wrong).isEmpty());
        var request = AuthorizationRequest.begun();
        assertTrue(request.isOf(request.state()));
        assertFalse(request.isOf(null));
        assertFalse(request.isOf(AuthorizationRequest.begun().state()));
    }

    private void refused(AuthorizationRequest request) {
        var fault = assertThrows(Fault.class, () -> signIn(request));
        assertEquals(ProblemCode.FORBIDDEN, fault.code());
    }

    private String signIn(AuthorizationRequest request) {
        return provider().token(there.code(provider().address(request)), request);
    }

    private static Named<Consumer<JwtClaims>> says(String name, Consumer<JwtClaims> change) {
        return Named.of(name, change);
    }

    private static NumericDate inSeconds(long seconds) {
        var at = NumericDate.now();
        at.addSeconds(seconds);
        return at;
    }

    private Provider provider() {
        return provider(there.address().toString(), "openid");
    }

    private static Provider provider(String address, String scope) {
        return new Provider(
                new ConsoleConfig() {
                    @Override
                    public boolean tokens() {
                        return false;
                    }

                    @Override
                    public Optional<URI> provider() {
                        return Optional.of(URI.create(address));
                    }

                    @Override
                    public Optional<String> clientId() {
                        return Optional.of(TestProvider.CLIENT);
                    }

                    @Override
                    public Optional<String> clientSecret() {
                        return Optional.of(TestProvider.SECRET);
                    }

                    @Override
                    public String scope() {
                        return scope;
                    }
                },
                "https://ask.example/",
                Duration.ofHours(8));
    }
}
