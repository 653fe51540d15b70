package dev.askfirst.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * Remembers tokens that were verified, by hash and until they expire: checking a signature costs more than the rest of a
 * decision. A token that does not verify is not remembered.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class VerifiedTokens extends JWTCallerPrincipalFactory {

    private static final long MOST = 100_000;

    private record Known(KnownPrincipal principal, Instant expires) {}

    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser();
    private final Cache<ByteBuffer, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(
                    Expiry.<ByteBuffer, Known>creating((_, token) -> Duration.between(Instant.now(), token.expires())))
            .build();

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        var hash = ByteBuffer.wrap(sha256(token));
        var seen = known.getIfPresent(hash);
        if (seen != null) return seen.principal();
        var verified = parser.parse(token, rules);
        var principal =
                new KnownPrincipal(verified.getJoseObjects().getFirst().getHeader("typ"), verified.getJwtClaims());
        known.put(hash, new Known(principal, expiry(verified.getJwtClaims())));
        return principal;
    }

    private static Instant expiry(JwtClaims claims) throws ParseException {
        try {
            return Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis());
        } catch (MalformedClaimException e) {
            throw new ParseException("the token's expiry cannot be read", e);
        }
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
