package dev.askfirst.selfservice.session;

import dev.askfirst.platform.http.Frame;
import dev.askfirst.platform.http.PublicAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/**
 * The cookie of a visit. Other sites never cause it to be sent, with two exceptions for visits that a sender opens: such a
 * visit begins on the sender's site, and may go on in a frame there, where the browser keeps it apart from all others.
 */
@ApplicationScoped
class VisitCookies {

    private final PublicAddress address;

    VisitCookies(PublicAddress address) {
        this.address = address;
    }

    String name() {
        return address.secure() ? "__Host-askfirst" : "askfirst";
    }

    /** The reply with the cookie of this visit; one that lasts for no time ends it. */
    Response with(Response reply, String secret, Duration lasts, Session session) {
        // Without TLS no browser takes a cookie into the frame of another site; on one's own machine it is the same
        // site.
        var framed = address.secure()
                && session.voucher().filter(Session.Voucher::framed).isPresent();
        var cookie = new NewCookie.Builder(name())
                .value(secret)
                .path("/")
                .maxAge((int) lasts.toSeconds())
                .httpOnly(true)
                .secure(address.secure());
        if (framed) return Frame.with(reply, cookie);
        var site = session.voucher().isPresent() ? NewCookie.SameSite.LAX : NewCookie.SameSite.STRICT;
        return Response.fromResponse(reply)
                .cookie(cookie.sameSite(site).build())
                .build();
    }
}
