package dev.askfirst.selfservice.attention;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.usage.UsesReader;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.selfservice.form.Form;
import dev.askfirst.selfservice.preferences.Done;
import dev.askfirst.selfservice.preferences.Widening;
import dev.askfirst.selfservice.session.PendingAction;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.VerificationPages;
import dev.askfirst.selfservice.session.Visit;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;

/**
 * A person's budget of attention: what is used of it, what waits, and how large it is. To have less takes a link alone; to let
 * more in takes a code.
 */
@Path("/me/attention")
@RunOnVirtualThread
public class OwnAttentionResource {

    private static final String PATH = "/me/attention";
    private static final String SAVED = "saved";

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance attention(Visit visit, AttentionView view);
    }

    private final SessionGuard guard;
    private final VerificationPages verification;
    private final OwnTerms terms;
    private final OwnActs acts;
    private final UsesReader uses;

    OwnAttentionResource(
            SessionGuard guard, VerificationPages verification, OwnTerms terms, OwnActs acts, UsesReader uses) {
        this.guard = guard;
        this.verification = verification;
        this.terms = terms;
        this.acts = acts;
        this.uses = uses;
    }

    @GET
    public Response see(
            @Context HttpHeaders headers, @QueryParam("done") String done, @QueryParam("seal") String seal) {
        return guard.see(headers, Session.Level.LINK, PATH, visit -> {
            var seen = terms.of(visit.person(), visit.proven());
            var note = Done.claimed(done, "", seal).in(visit, seen.version()).note();
            var form = AttentionForm.of(seen.terms().preferences().attention(), AttentionView.channels(seen));
            var view = view(visit, seen, form, Optional.empty());
            var shown = note.equals(SAVED) ? view.noting(AttentionView.Note.SAVED) : view;
            return visit.page(Templates.attention(visit, shown));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, PATH, this::save);
    }

    private Response save(Visit visit, Form sent) {
        var seen = terms.of(visit.person(), visit.proven());
        var before = seen.terms().preferences();
        var form = AttentionForm.of(sent, AttentionView.channels(seen));
        var wrong = form.wrong(before.attention());
        if (wrong.isPresent()) return again(visit, seen, form, wrong.get());
        var wanted = before.attending(form.on(before.attention()));
        if (!visit.proven() && Widening.is(before, wanted))
            return verification.askAtOnce(visit, new PendingAction(PATH, sent.encoded()));
        try {
            if (!wanted.equals(before)) acts.prefer(visit.self(), wanted, seen.version());
            var done = Done.by(visit, terms.version(visit.person()), SAVED, "");
            return Redirect.to(PATH + "?" + done.query());
        } catch (Fault fault) {
            return switch (fault.code()) {
                // Something else was recorded meanwhile: what the form says is set on top of that.
                case PRECONDITION_FAILED -> save(visit, sent);
                case UNKNOWN_TOPIC -> again(visit, seen, form, form.notKept());
                default -> throw fault;
            };
        }
    }

    private Response again(Visit visit, OwnTerms.Seen seen, AttentionForm form, AttentionForm.Wrong wrong) {
        var view = view(visit, seen, form, Optional.of(wrong));
        return visit.page(ProblemCode.INVALID_REQUEST.status(), Templates.attention(visit, view));
    }

    private AttentionView view(
            Visit visit, OwnTerms.Seen seen, AttentionForm form, Optional<AttentionForm.Wrong> wrong) {
        return AttentionView.of(seen, uses.of(visit.person()), visit.proven(), form, wrong, visit.language());
    }
}
