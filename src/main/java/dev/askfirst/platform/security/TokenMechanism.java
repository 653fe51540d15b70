package dev.askfirst.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.askfirst.platform.Sha256;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * Knows callers by their bearer token. A token is verified once and remembered, by its hash and until it expires:
 * checking a signature costs more than the rest of a decision. A token that does not verify is never remembered.
 */
@ApplicationScoped
class TokenMechanism implements HttpAuthenticationMechanism {

    /** The scheme may be written in any case (RFC 9110, 11.1). */
    private static final String BEARER = "Bearer ";

    private static final long MOST = 100_000;

    private record Known(SecurityIdentity identity, Instant expires) {}

    private final Tokens tokens;
    private final Cache<ByteBuffer, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(
                    Expiry.<ByteBuffer, Known>creating((_, token) -> Duration.between(Instant.now(), token.expires())))
            .build();

    TokenMechanism(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Before the framework's own mechanism, which remembers nothing. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        var header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            return Uni.createFrom().nullItem();
        var hash = ByteBuffer.wrap(Sha256.of(header));
        var seen = known.getIfPresent(hash);
        if (seen != null) return Uni.createFrom().item(seen.identity());
        // Keys may have to be fetched: that must not hold up an event loop.
        return Uni.createFrom()
                .item(() -> verify(header.substring(BEARER.length()), hash))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    private SecurityIdentity verify(String token, ByteBuffer hash) {
        try {
            var verified = tokens.require(token);
            var identity = QuarkusSecurityIdentity.builder()
                    .setPrincipal(verified.caller())
                    .addRoles(verified.caller().roles())
                    .build();
            known.put(hash, new Known(identity, verified.until()));
            return identity;
        } catch (ParseException e) {
            throw new AuthenticationFailedException(e);
        }
    }
}
