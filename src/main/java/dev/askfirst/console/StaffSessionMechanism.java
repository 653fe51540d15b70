package dev.askfirst.console;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Authenticates staff by the console's cookie, on the console's paths alone: no cookie is ever valid for the API. */
@ApplicationScoped
class StaffSessionMechanism implements HttpAuthenticationMechanism {

    private final StaffSessions sessions;
    private final StaffSessionCookie cookie;

    StaffSessionMechanism(StaffSessions sessions, StaffSessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 2;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        var path = request.normalizedPath();
        var held = request.request().getCookie(cookie.name());
        if (held == null || !path.equals("/console") && !path.startsWith("/console/"))
            return Uni.createFrom().nullItem();
        return Uni.createFrom()
                .item(() -> sessions.find(held.getValue())
                        .map(StaffSessionMechanism::identity)
                        .orElse(null))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    private static SecurityIdentity identity(StaffSession session) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(session.caller())
                .addRoles(session.caller().roles())
                .addAttribute(StaffSession.ATTRIBUTE, session)
                .build();
    }
}
