package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.selfservice.form.Form;
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
import java.util.Set;

/**
 * When and how messages suit a person. A link is enough to allow fewer messages; to allow more takes a code. A
 * concurrent change is shown, never overwritten silently.
 */
@Path("/me/times")
@RunOnVirtualThread
public class TimesResource {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance times(Visit visit, TimesView view);
    }

    private final SessionGuard guard;
    private final VerificationPages verification;
    private final OwnTerms terms;
    private final OwnActs acts;

    TimesResource(SessionGuard guard, VerificationPages verification, OwnTerms terms, OwnActs acts) {
        this.guard = guard;
        this.verification = verification;
        this.terms = terms;
        this.acts = acts;
    }

    @GET
    public Response times(
            @Context HttpHeaders headers, @QueryParam("done") String done, @QueryParam("seal") String seal) {
        return guard.see(headers, Session.Level.LINK, "/me/times", visit -> {
            var seen = terms.of(visit.person(), visit.proven());
            var note = Done.claimed(done, "", seal).in(visit, seen.version()).note();
            return page(visit, TimesView.of(seen, seen.terms().preferences(), Set.of(), visit.language(), note));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, "/me/times", this::save);
    }

    private Response save(Visit visit, Form form) {
        var seen = terms.of(visit.person(), visit.proven());
        var stored = seen.terms().preferences();
        var wanted = PreferencesForm.read(form, stored);
        if (!PreferencesForm.mark(stored).equals(form.text("seen"))) return meanwhile(visit, seen, wanted, form);
        if (!PreferencesForm.isReadable(form)) return again(visit, seen, wanted, form, "wrong");
        if (!visit.proven() && PreferencesForm.widens(stored, wanted)) {
            return verification.ask(visit, new PendingAction("/me/times", form.encoded()));
        }
        try {
            acts.prefer(visit.self(), wanted, seen.version());
            var done = Done.by(visit, terms.version(visit.person()), "saved", "");
            return Redirect.to("/me/times?" + done.query());
        } catch (Fault fault) {
            return switch (fault.code()) {
                case PRECONDITION_FAILED -> save(visit, form);
                case ZONE_NEEDED -> again(visit, seen, wanted, form, "zoneNeeded");
                case INVALID_REQUEST, UNKNOWN_CHANNEL ->
                    again(visit, seen, wanted, form, OwnActs.lacksHolidays(fault) ? "noHolidays" : "wrong");
                default -> throw fault;
            };
        }
    }

    /** Something else was saved since the form was opened: it is shown beside what was filled in. */
    private Response meanwhile(Visit visit, OwnTerms.Seen seen, Preferences wanted, Form form) {
        var view = TimesView.of(seen, wanted, Set.copyOf(form.all("drop")), visit.language(), "")
                .changed(TimesView.lines(seen, visit.language()));
        return visit.page(ProblemCode.CONFLICT.status(), Templates.times(visit, view));
    }

    private Response again(Visit visit, OwnTerms.Seen seen, Preferences wanted, Form form, String note) {
        var view = TimesView.of(seen, wanted, Set.copyOf(form.all("drop")), visit.language(), note);
        return visit.page(ProblemCode.INVALID_REQUEST.status(), Templates.times(visit, view));
    }

    private static Response page(Visit visit, TimesView view) {
        return visit.page(Templates.times(visit, view));
    }
}
