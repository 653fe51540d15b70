package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.consent.view.Whereabouts;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
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
import java.util.List;

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
    private final Whereabouts whereabouts;

    TimesResource(
            SessionGuard guard, VerificationPages verification, OwnTerms terms, OwnActs acts, Whereabouts whereabouts) {
        this.guard = guard;
        this.verification = verification;
        this.terms = terms;
        this.acts = acts;
        this.whereabouts = whereabouts;
    }

    @GET
    public Response times(
            @Context HttpHeaders headers, @QueryParam("done") String done, @QueryParam("seal") String seal) {
        return guard.see(headers, Session.Level.LINK, "/me/times", visit -> {
            var seen = terms.of(visit.person(), visit.proven());
            var note = Done.claimed(done, "", seal).in(visit, seen.version()).note();
            var likely = likely(visit, seen);
            var guess = likely.size() == 1 ? likely.getFirst() : "";
            var form = PreferencesForm.of(seen.terms().preferences(), guess);
            return visit.page(Templates.times(visit, view(visit, seen, form, TimesView.Note.of(note))));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, "/me/times", this::save);
    }

    private Response save(Visit visit, Form sent) {
        var seen = terms.of(visit.person(), visit.proven());
        var saved = seen.terms().preferences();
        var filled = Filling.of(sent, PreferencesForm.of(sent, saved));
        var form = filled.form();
        if (!PreferencesForm.mark(saved).equals(sent.text("seen"))) return meanwhile(visit, seen, form);
        if (!filled.known()) return again(visit, seen, form, "wrong");
        if (!filled.saves()) {
            return visit.page(Templates.times(visit, view(visit, seen, form, TimesView.Note.of("notSaved"))));
        }
        var problem = form.problem(saved);
        return problem.isEmpty() ? save(visit, sent, seen, form) : again(visit, seen, form, problem);
    }

    private Response save(Visit visit, Form sent, OwnTerms.Seen seen, PreferencesForm form) {
        var wanted = form.on(seen.terms().preferences());
        if (!visit.proven() && Widening.is(seen.terms().preferences(), wanted)) {
            return verification.askAtOnce(visit, new PendingAction("/me/times", sent.encoded()));
        }
        try {
            acts.prefer(visit.self(), wanted, seen.version());
            var done = Done.by(visit, terms.version(visit.person()), "saved", "");
            return Redirect.to("/me/times?" + done.query());
        } catch (Fault fault) {
            return switch (fault.code()) {
                // Something was recorded meanwhile; whether it was this is seen now.
                case PRECONDITION_FAILED -> save(visit, sent);
                case ZONE_NEEDED -> again(visit, seen, form, "zoneNeeded");
                case INVALID_REQUEST, UNKNOWN_CHANNEL ->
                    again(visit, seen, form, OwnActs.lacksHolidays(fault) ? "noHolidays" : "wrong");
                default -> throw fault;
            };
        }
    }

    /** Something else was saved since the form was opened: it is shown beside what was filled in. */
    private Response meanwhile(Visit visit, OwnTerms.Seen seen, PreferencesForm form) {
        var view = view(visit, seen, form, TimesView.Note.NONE).changed(TimesView.lines(seen, visit.language()));
        return visit.page(ProblemCode.CONFLICT.status(), Templates.times(visit, view));
    }

    private Response again(Visit visit, OwnTerms.Seen seen, PreferencesForm form, String note) {
        var day = form.week().wrong().map(it -> new HoursWords(visit.language()).day(it));
        var view = view(visit, seen, form, new TimesView.Note(note, day.orElse("")));
        return visit.page(ProblemCode.INVALID_REQUEST.status(), Templates.times(visit, view));
    }

    private TimesView view(Visit visit, OwnTerms.Seen seen, PreferencesForm form, TimesView.Note note) {
        return TimesView.of(seen, form, likely(visit, seen), visit.language(), note);
    }

    /** Where nobody has said a zone, those that it may be. */
    private List<String> likely(Visit visit, OwnTerms.Seen seen) {
        var saved = seen.terms().preferences();
        return saved.timeZone().isPresent() ? List.of() : whereabouts.zones(visit.person(), saved);
    }
}
