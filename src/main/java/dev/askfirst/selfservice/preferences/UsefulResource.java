package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.consent.feedback.Feedback;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.policy.term.Ratings;
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

/**
 * What a person said of messages, topic by topic, and when a topic rests. To let more rest takes a link alone; to let less rest,
 * or to forget what was said, lets messages in again, and takes a code.
 */
@Path("/me/useful")
@RunOnVirtualThread
public class UsefulResource {

    private static final String PATH = "/me/useful";

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance ratings(Visit visit, UsefulView view);
    }

    private final SessionGuard guard;
    private final VerificationPages verification;
    private final OwnTerms terms;
    private final OwnActs acts;
    private final Feedback feedback;

    UsefulResource(
            SessionGuard guard, VerificationPages verification, OwnTerms terms, OwnActs acts, Feedback feedback) {
        this.guard = guard;
        this.verification = verification;
        this.terms = terms;
        this.acts = acts;
        this.feedback = feedback;
    }

    @GET
    public Response ratings(
            @Context HttpHeaders headers, @QueryParam("done") String done, @QueryParam("seal") String seal) {
        return guard.see(headers, Session.Level.LINK, PATH, visit -> {
            var seen = terms.of(visit.person(), visit.proven());
            var note = Done.claimed(done, "", seal).in(visit, seen.version()).note();
            return visit.page(Templates.ratings(visit, UsefulView.of(seen, visit.language(), note)));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response floor(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, PATH, this::floor);
    }

    private Response floor(Visit visit, Form form) {
        var seen = terms.of(visit.person(), visit.proven());
        var before = seen.terms().preferences();
        var wanted = before.withUsefulFloor(UsefulView.floor(form.text("floor")));
        if (!visit.proven() && Widening.is(before, wanted))
            return verification.askAtOnce(visit, new PendingAction(PATH, form.encoded()));
        try {
            if (!wanted.equals(before)) acts.prefer(visit.self(), wanted, seen.version());
            return done(visit, "saved");
        } catch (Fault fault) {
            // Something else was recorded meanwhile: what is wanted is one answer, and fits whatever stands now.
            if (fault.code() == ProblemCode.PRECONDITION_FAILED) return floor(visit, form);
            throw fault;
        }
    }

    @POST
    @Path("/forget")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response forget(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.CODE, PATH + "/forget", (visit, form) -> {
            var controller = form.text("controller");
            var topic = form.text("topic");
            var said = terms.of(visit.person(), true).terms().ratings();
            if (Ratings.of(said, controller, topic).isEmpty()) return Redirect.to(PATH);
            feedback.forget(visit.person(), controller, topic, visit.self().caller());
            return done(visit, "forgotten");
        });
    }

    private Response done(Visit visit, String note) {
        var done = Done.by(visit, terms.version(visit.person()), note, "");
        return Redirect.to(PATH + "?" + done.query());
    }
}
