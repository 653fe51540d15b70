package dev.askfirst.console.oidc;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * The identity provider's word on who has just signed in. It counts only if it is its own, for this console, for the sign-in
 * that began in this browser, recent, and about the access token that came with it (OpenID Connect Core, 3.1.3.7).
 */
final class IdToken {

    /** What it must say. For a session that is renewed, also how long ago its owner may have signed in. */
    record Expected(String issuer, String client, String nonce, Optional<Duration> signedInWithin) {}

    private static final Logger LOG = Logger.getLogger(IdToken.class);
    private static final int SKEW = 60;
    private static final int OLDEST = 600;

    private IdToken() {}

    /** A fault if it does not; {@code keys} is the set (JWKS) that the provider publishes. */
    static void require(String token, String accessToken, String keys, Expected expected) {
        try {
            var verified = consumer(keys, expected).process(token);
            var claims = verified.getJwtClaims();
            var algorithm = verified.getJoseObjects().getFirst().getAlgorithmHeaderValue();
            hold(AuthorizationRequest.same(expected.nonce(), claims.getStringClaimValue("nonce")), "nonce");
            hold(isFor(expected.client(), claims), "azp");
            hold(isAbout(accessToken, claims, algorithm), "at_hash");
            hold(
                    expected.signedInWithin().isEmpty()
                            || recent(expected.signedInWithin().get(), claims),
                    "auth_time");
        } catch (InvalidJwtException e) {
            // Its texts hold claims, which are about somebody; the codes tell enough.
            throw refused("codes "
                    + e.getErrorDetails().stream().map(it -> it.getErrorCode()).toList());
        } catch (JoseException | MalformedClaimException e) {
            throw refused(e.getClass().getSimpleName());
        }
    }

    private static JwtConsumer consumer(String keys, Expected expected) throws JoseException {
        var resolver = new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys());
        resolver.setDisambiguateWithVerifySignature(true);
        return new JwtConsumerBuilder()
                // Public keys alone: with a secret, or with none, anybody could have written it.
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.RSA_USING_SHA384,
                        AlgorithmIdentifiers.RSA_USING_SHA512,
                        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                        AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
                        AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
                        AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512)
                .setVerificationKeyResolver(resolver)
                .setExpectedIssuer(expected.issuer())
                .setExpectedAudience(expected.client())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(0, OLDEST)
                .setAllowedClockSkewInSeconds(SKEW)
                .build();
    }

    /** One for several parties says which of them asked for it. */
    private static boolean isFor(String client, JwtClaims claims) throws MalformedClaimException {
        var party = claims.getStringClaimValue("azp");
        return party == null ? claims.getAudience().size() == 1 : party.equals(client);
    }

    /** The left half of the access token's hash, by the hash of the signature; providers may leave it out. */
    private static boolean isAbout(String accessToken, JwtClaims claims, String algorithm)
            throws MalformedClaimException {
        var hash = claims.getStringClaimValue("at_hash");
        if (hash == null) return true;
        try {
            var whole = MessageDigest.getInstance("SHA-" + algorithm.substring(2))
                    .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            var half = Arrays.copyOf(whole, whole.length / 2);
            return AuthorizationRequest.same(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(half), hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean recent(Duration within, JwtClaims claims) throws MalformedClaimException {
        var at = claims.getNumericDateClaimValue("auth_time");
        if (at == null) return false;
        var latest = Instant.ofEpochSecond(at.getValue()).plus(within).plusSeconds(SKEW);
        return latest.isAfter(Instant.now());
    }

    private static void hold(boolean holds, String claim) {
        if (!holds) throw refused(claim);
    }

    private static Fault refused(String why) {
        LOG.warnf("an ID token of the identity provider was refused: %s", why);
        return Fault.of(ProblemCode.FORBIDDEN, "what the identity provider says of you is not about this sign-in");
    }
}
