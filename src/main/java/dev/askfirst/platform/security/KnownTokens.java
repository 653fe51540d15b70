package dev.askfirst.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.askfirst.platform.Sha256;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tokens that were verified, by their hash and until they expire: checking a signature costs more than the rest of a
 * decision. A token that does not verify is never remembered.
 */
@ApplicationScoped
public class KnownTokens {

    /** The scheme may be written in any case (RFC 9110, 11.1). */
    private static final String BEARER = "Bearer ";

    private static final long MOST = 100_000;

    private record Known(SecurityIdentity identity, Instant expires) {}

    private final Cache<ByteBuffer, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(
                    Expiry.<ByteBuffer, Known>creating((_, token) -> Duration.between(Instant.now(), token.expires())))
            .build();

    /**
     * Whoever sends this request, if their token was verified before and has this role; then the request is known to be
     * theirs from here on.
     */
    public Optional<Caller> caller(RoutingContext request, String role) {
        var header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (!isBearer(header)) return Optional.empty();
        var identity = identity(header).filter(it -> it.hasRole(role));
        identity.ifPresent(it -> QuarkusHttpUser.setIdentity(it, request));
        return identity.map(it -> (Caller) it.getPrincipal());
    }

    Optional<SecurityIdentity> identity(String header) {
        return Optional.ofNullable(known.getIfPresent(hash(header))).map(Known::identity);
    }

    void remember(String header, SecurityIdentity identity, Instant until) {
        known.put(hash(header), new Known(identity, until));
    }

    static boolean isBearer(String header) {
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    static String token(String header) {
        return header.substring(BEARER.length());
    }

    private static ByteBuffer hash(String header) {
        return ByteBuffer.wrap(Sha256.of(header));
    }
}
