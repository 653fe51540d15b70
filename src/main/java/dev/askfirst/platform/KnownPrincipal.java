package dev.askfirst.platform;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import org.jose4j.jwt.JwtClaims;

/** A verified token with its caller already read from it. */
final class KnownPrincipal extends DefaultJWTCallerPrincipal {

    private final Caller caller;

    KnownPrincipal(String type, JwtClaims claims) {
        super(type, claims);
        this.caller = Caller.of(this);
    }

    Caller caller() {
        return caller;
    }
}
