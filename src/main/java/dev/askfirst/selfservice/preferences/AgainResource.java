package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.selfservice.form.Form;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.Visit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Set;

/**
 * Sends once more what asks a person to confirm a yes of theirs. A link is enough for that: it goes to the address itself,
 * and only there can it be answered.
 */
@Path("/me/again")
@RunOnVirtualThread
public class AgainResource {

    private static final Set<ProblemCode> NOT_NOW = Set.of(ProblemCode.CONFLICT, ProblemCode.ASKED_TOO_OFTEN);

    private final SessionGuard guard;
    private final OwnTerms terms;
    private final OwnActs acts;

    AgainResource(SessionGuard guard, OwnTerms terms, OwnActs acts) {
        this.guard = guard;
        this.terms = terms;
        this.acts = acts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response again(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, "/me", this::again);
    }

    private Response again(Visit visit, Form form) {
        var seen = terms.of(visit.person(), false);
        var scope = Choice.of(seen, form).scope();
        try {
            acts.askAgain(visit.self(), scope, Choice.address(seen, scope));
        } catch (Fault fault) {
            if (!NOT_NOW.contains(fault.code())) throw fault;
            return shown(visit, "wrongAgain", "", "");
        }
        return shown(visit, "doneAgain", scope.controller(), "#c-" + scope.controller());
    }

    private Response shown(Visit visit, String note, String controller, String place) {
        var done = Done.by(visit, terms.version(visit.person()), note, controller);
        return Redirect.to("/me?" + done.query() + place);
    }
}
