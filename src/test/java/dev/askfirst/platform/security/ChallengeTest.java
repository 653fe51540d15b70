package dev.askfirst.platform.security;

import static dev.askfirst.platform.Api.careless;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Challenge;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.local.LocalTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever sends a token that is not enough is told which of its claims is missing or wrong, and no more (RFC 6750, 3). */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ChallengeTest {

    private static final Pattern FORM =
            Pattern.compile("Bearer error=\"([a-z_]+)\", error_description=\"([\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+)\"");
    private static final String QUESTION = """
            {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers"}""";
    private static final Map<String, String> WAYS = Map.of(
            "/v1/decisions",
            QUESTION,
            "/v1/decisions/batch",
            "{\"questions\": [" + QUESTION + "]}",
            "/access/v1/evaluation",
            """
            {"subject": {"type": "sender", "id": "acme-mailer"}, "action": {"name": "email"},
             "resource": {"type": "contact", "id": "mailto:ana@test.example"}, "context": {"topic": "offers"}}""");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            # claim | value                        | status | error              | what is told
            aud     | ^^                           | 401    | invalid_token      | `aud` is missing
            aud     | "billing"                    | 401    | invalid_token      | `aud` does not name this service
            aud     | 5                            | 401    | invalid_token      | `aud`
            iss     | ^^                           | 401    | invalid_token      | `iss` is missing
            iss     | "https://elsewhere.example"  | 401    | invalid_token      | `iss` is not the identity provider of this service
            exp     | ^^                           | 401    | invalid_token      | `exp` is missing
            exp     | 1000000000                   | 401    | invalid_token      | `exp`
            exp     | 99999999999                  | 401    | invalid_token      | `exp` lies more than PT72000H after `iat`
            exp     | 100000000000000000           | 401    | invalid_token      | `exp` is no time
            exp     | "tomorrow"                   | 401    | invalid_token      | `exp` has the wrong type
            iat     | ^^                           | 401    | invalid_token      | `iat`
            iat     | "yesterday"                  | 401    | invalid_token      | `iat` has the wrong type
            nbf     | {soon}                       | 401    | invalid_token      | `nbf` lies ahead
            nbf     | 99999999999                  | 401    | invalid_token      | `iat`, `nbf` and `exp` contradict each other
            sender  | 5                            | 401    | invalid_token      | `sender` has the wrong type
            sender  | ^^                           | 403    | insufficient_scope | `sender`
            groups  | ^^                           | 403    | insufficient_scope | `groups`
            groups  | ["compliance"]               | 403    | insufficient_scope | `groups` name none of the roles that may do this: `sender`
            """)
    void aClaimThatIsMissingOrWrongIsNamed(String claim, String value, int status, String error, String told)
            throws GeneralSecurityException {
        var soon = Long.toString(Instant.now().getEpochSecond() + 30);
        var token = signed(claim, value.replace("{soon}", soon));
        WAYS.forEach((way, body) -> {
            // Once a token is known a question takes another way through the service.
            for (var again = 0; again < 2; again++)
                tells(careless(token).body(body).post(way), status, error, told);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "nobody"   | `nobody` is not a sender
            "clé\\"x"  | `cl?'x` is not a sender
            """)
    void whatASenderIsCalledDoesNotEndTheHeader(String sender, String told) throws GeneralSecurityException {
        var token = signed("sender", sender);
        for (var again = 0; again < 2; again++)
            tells(careless(token).body(QUESTION).post("/v1/decisions"), 403, "insufficient_scope", told);
    }

    @Test
    void whoseSignatureItIsIsToldBeforeAnyClaimIsLookedAt() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var forged = io.smallrye.jwt.build.Jwt.issuer("https://elsewhere.example")
                .audience("billing")
                .subject("x")
                .expiresAt(Instant.now().minusSeconds(60))
                .sign(generator.generateKeyPair().getPrivate());
        var reply = careless(forged).body(QUESTION).post("/v1/decisions");
        tells(reply, 401, "invalid_token", "it is not signed with a key of the identity provider");
        assertFalse(challenge(reply).contains("`aud`"), challenge(reply));
    }

    @ParameterizedTest
    @CsvSource({"x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoTokenIsCalledThat(String token) {
        tells(careless(token).body(QUESTION).post("/v1/decisions"), 401, "invalid_token", "it is no JWT");
    }

    @Test
    void whoSendsNoTokenHasDoneNothingWrong() {
        WAYS.forEach((way, body) -> {
            var reply = Api.anybody().contentType("application/json").body(body).post(way);
            assertEquals(401, reply.statusCode());
            assertEquals("Bearer", challenge(reply));
        });
    }

    @Test
    void somebodyWhoIsNobodyIsToldSo() throws GeneralSecurityException {
        var reply = careless(signed("groups", "[\"person\"]"))
                .body("{\"controller\": \"acme\", \"evidence\": {\"method\": \"page\"}}")
                .post("/v1/withdrawals");
        tells(reply, 403, "insufficient_scope", "`sub`");
    }

    private static String signed(String claim, String value) throws GeneralSecurityException {
        return OddTokens.signed("{\"alg\":\"RS256\"}", OddTokens.with(claim, value));
    }

    private static void tells(Response reply, int status, String error, String told) {
        assertEquals(status, reply.statusCode(), reply::asString);
        var found = FORM.matcher(challenge(reply));
        assertTrue(found.matches(), () -> challenge(reply));
        assertEquals(error, found.group(1));
        assertTrue(found.group(2).contains(told), found::group);
        // What would have been right stays ours.
        assertFalse(found.group(2).contains(LocalTokens.ISSUER), found::group);
        assertFalse(found.group(2).contains(LocalTokens.AUDIENCE), found::group);
    }

    private static String challenge(Response reply) {
        return reply.header(Challenge.HEADER);
    }
}
