package dev.askfirst.selfservice.session;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.security.Caller;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Somebody on their own page, and the language that they are spoken to in. */
public record Visit(Session session, String language) {

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
        return new OwnActs.Self(person(), caller(), proven() ? Optional.of(session.point()) : Optional.empty());
    }

    /** In the record it can be told who only held a link. */
    Caller caller() {
        return proven()
                ? new Caller("askfirst", person().toString(), Set.of(Caller.PERSON), Optional.empty())
                : Caller.LINK_HOLDER;
    }

    public Response page(TemplateInstance page) {
        return Html.page(language, page);
    }

    public Response page(int status, TemplateInstance page) {
        return Html.page(status, language, page);
    }
}
