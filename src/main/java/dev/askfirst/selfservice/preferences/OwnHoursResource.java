package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.usage.HoursReader;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.policy.hour.HourCounts;
import dev.askfirst.policy.hour.ReceptiveHours;
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
import java.util.Optional;

/**
 * The hours that were learned of somebody, for them alone: to begin with it takes a code, and to take hours that let in more;
 * to forget it takes the link.
 */
@Path("/me/hours")
@RunOnVirtualThread
public class OwnHoursResource {

    private static final String PATH = "/me/hours";

    /**
     * The whole page.
     *
     * @param learns whether they asked for it
     * @param acts how many hours were noted, of {@code fewest} that are needed
     * @param ribbon the hours that would suit them; empty while too little is known
     * @param note the name of the text that says what was done, or why not; empty for none
     */
    public record View(
            boolean learns, int acts, int fewest, Optional<Ribbon> ribbon, boolean zoneMissing, String note) {}

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance hours(Visit visit, View view);
    }

    private final SessionGuard guard;
    private final VerificationPages verification;
    private final OwnTerms terms;
    private final OwnActs acts;
    private final HoursReader hours;

    OwnHoursResource(
            SessionGuard guard, VerificationPages verification, OwnTerms terms, OwnActs acts, HoursReader hours) {
        this.guard = guard;
        this.verification = verification;
        this.terms = terms;
        this.acts = acts;
        this.hours = hours;
    }

    @GET
    public Response see(
            @Context HttpHeaders headers, @QueryParam("done") String done, @QueryParam("seal") String seal) {
        return guard.see(headers, Session.Level.LINK, PATH, visit -> {
            var seen = terms.of(visit.person(), visit.proven());
            var note = Done.claimed(done, "", seal).in(visit, seen.version()).note();
            return visit.page(Templates.hours(visit, view(visit, seen, note)));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response act(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, PATH, this::act);
    }

    private Response act(Visit visit, Form form) {
        var seen = terms.of(visit.person(), visit.proven());
        var before = seen.terms().preferences();
        return switch (form.text("do")) {
            case "learn" ->
                visit.proven() ? save(visit, form, seen, before.learning(true), "learning") : ask(visit, form);
            case "forget" -> save(visit, form, seen, before.learning(false), "forgotten");
            case "take" -> take(visit, form, seen);
            default -> throw Fault.invalid("do", "is none of `learn`, `take` and `forget`");
        };
    }

    private Response take(Visit visit, Form form, OwnTerms.Seen seen) {
        var before = seen.terms().preferences();
        var learned = proposed(visit, seen);
        if (learned.isEmpty()) return Redirect.to(PATH);
        var after = LearnedWeek.in(before, learned.get());
        if (!visit.proven() && Widening.is(before, after)) return ask(visit, form);
        return save(visit, form, seen, after, "taken");
    }

    private Response ask(Visit visit, Form form) {
        return verification.askAtOnce(visit, new PendingAction(PATH, form.encoded()));
    }

    private Response save(Visit visit, Form form, OwnTerms.Seen seen, Preferences wanted, String note) {
        try {
            acts.prefer(visit.self(), wanted, seen.version());
            return Redirect.to(PATH + "?"
                    + Done.by(visit, terms.version(visit.person()), note, "").query());
        } catch (Fault fault) {
            return switch (fault.code()) {
                // Something was recorded meanwhile; it is seen now.
                case PRECONDITION_FAILED -> act(visit, form);
                case ZONE_NEEDED ->
                    visit.page(
                            ProblemCode.INVALID_REQUEST.status(),
                            Templates.hours(visit, view(visit, seen, "zoneNeeded")));
                default -> throw fault;
            };
        }
    }

    private View view(Visit visit, OwnTerms.Seen seen, String note) {
        var preferences = seen.terms().preferences();
        var ribbon = proposed(visit, seen).map(it -> Ribbon.of(LearnedWeek.open(it), new HoursWords(visit.language())));
        return new View(
                preferences.learnsHours(),
                hours.of(visit.person()).acts(),
                HourCounts.FEWEST,
                ribbon,
                preferences.timeZone().isEmpty(),
                note);
    }

    private Optional<ReceptiveHours> proposed(Visit visit, OwnTerms.Seen seen) {
        return seen.terms().preferences().learnsHours()
                ? hours.of(visit.person()).proposed()
                : Optional.empty();
    }
}
