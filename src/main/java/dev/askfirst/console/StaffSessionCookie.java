package dev.askfirst.console;

import dev.askfirst.platform.http.PublicAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a browser at the console holds: no script reads it, and no other site's page sends it. */
@ApplicationScoped
class StaffSessionCookie {

    private final boolean secure;
    private final Duration longest;

    StaffSessionCookie(PublicAddress address, @ConfigProperty(name = "askfirst.sessions.staff") Duration longest) {
        this.secure = address.secure();
        this.longest = longest;
    }

    String name() {
        return secure ? "__Host-askfirst-console" : "askfirst-console";
    }

    NewCookie of(String secret) {
        return cookie(secret, longest);
    }

    NewCookie gone() {
        return cookie("", Duration.ZERO);
    }

    private NewCookie cookie(String secret, Duration length) {
        return new NewCookie.Builder(name())
                .value(secret)
                .path("/")
                .maxAge(Math.toIntExact(length.toSeconds()))
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
