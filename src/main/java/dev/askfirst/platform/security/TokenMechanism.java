package dev.askfirst.platform.security;

import dev.askfirst.platform.Challenge;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Knows callers by their bearer token, which is verified once and remembered. */
@ApplicationScoped
class TokenMechanism implements HttpAuthenticationMechanism {

    private final Tokens tokens;
    private final KnownTokens known;

    TokenMechanism(Tokens tokens, KnownTokens known) {
        this.tokens = tokens;
        this.known = known;
    }

    /** Before the framework's own mechanism, which remembers nothing. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        var header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (!KnownTokens.isBearer(header)) return Uni.createFrom().nullItem();
        var seen = known.identity(header);
        if (seen.isPresent()) return Uni.createFrom().item(seen.get());
        // Keys may have to be fetched: that must not hold up an event loop.
        return Uni.createFrom().item(() -> verify(header)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, Challenge.HEADER, Challenge.NO_TOKEN));
    }

    private SecurityIdentity verify(String header) {
        var verified = verified(KnownTokens.token(header));
        var identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(verified.caller())
                .addRoles(verified.caller().roles())
                .build();
        known.remember(header, identity, verified.until());
        return identity;
    }

    private Tokens.Verified verified(String token) {
        try {
            return tokens.require(token);
        } catch (Fault fault) {
            if (fault.code() == ProblemCode.UNAUTHENTICATED) throw new AuthenticationFailedException(fault);
            throw fault;
        }
    }
}
