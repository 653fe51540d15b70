package dev.askfirst.console;

import dev.askfirst.platform.http.PublicAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;

/** What a browser at the console holds: no script reads it, and no other site's page sends it. */
@ApplicationScoped
class StaffSessionCookie {

    private static final int WORKING_DAY = 8 * 60 * 60;

    private final boolean secure;

    StaffSessionCookie(PublicAddress address) {
        this.secure = address.secure();
    }

    String name() {
        return secure ? "__Host-askfirst-console" : "askfirst-console";
    }

    NewCookie of(String secret) {
        return cookie(secret, WORKING_DAY);
    }

    NewCookie gone() {
        return cookie("", 0);
    }

    private NewCookie cookie(String secret, int seconds) {
        return new NewCookie.Builder(name())
                .value(secret)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
