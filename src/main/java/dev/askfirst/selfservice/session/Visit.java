package dev.askfirst.selfservice.session;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.platform.http.Html;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/**
 * Somebody on their own page, and the language that they are spoken to in.
 *
 * @param host the company whose site they came from, if it vouches for them
 */
public record Visit(Session session, String language, Host host) {

    /**
     * A company that vouches for its customer.
     *
     * @param returnTo its page that leads back to; empty if there is none
     * @param frames the origins that may show the visit in a frame; none if it is in none
     */
    public record Host(String name, String returnTo, List<String> frames) {
        static final Host NONE = new Host("", "", List.of());
    }

    /** A visit that was just opened, for which nobody vouches. */
    public static Visit of(Session session, String language) {
        return new Visit(session, language, Host.NONE);
    }

    /** Whether they have shown that the address is theirs. */
    public boolean proven() {
        return session.mayAs(Session.Level.CODE);
    }

    public boolean entered() {
        return session.mayAs(Session.Level.LINK) && session.person().isPresent();
    }

    /** Stands in every form. */
    public String token() {
        return session.formToken();
    }

    public UUID person() {
        return session.person().orElseThrow();
    }

    public OwnActs.Self self() {
        return session.self();
    }

    /** The same visit once it has other rights. */
    Visit as(Session other) {
        return new Visit(other, language, host);
    }

    public Response page(TemplateInstance page) {
        return page(200, page);
    }

    public Response page(int status, TemplateInstance page) {
        return Html.framed(Response.status(status), language, page, host.frames())
                .build();
    }
}
