package dev.askfirst.selfservice.rights;

import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.intent.IntentService;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.selfservice.form.Dates;
import dev.askfirst.selfservice.form.Form;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
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
 * A person says what they are looking for, sees what is left of it, and ends it. To say it takes a code, as a yes does; to
 * see and end it a link is enough. Their own words are shown to whoever proved that the address is theirs.
 */
@Path("/me/intents")
@RunOnVirtualThread
public class OwnIntentsResource {

    static final String PATH = "/me/intents";

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance intents(Visit visit, OwnIntentsView view);
    }

    private final SessionGuard guard;
    private final IntentService intents;
    private final OwnTerms terms;

    OwnIntentsResource(SessionGuard guard, IntentService intents, OwnTerms terms) {
        this.guard = guard;
        this.intents = intents;
        this.terms = terms;
    }

    @GET
    public Response list(@Context HttpHeaders headers, @QueryParam("topic") String topic) {
        return guard.see(headers, Session.Level.LINK, PATH, visit -> {
            var view = builder(visit).about(Optional.ofNullable(topic));
            return visit.page(Templates.intents(visit, view));
        });
    }

    /** The same page, for whoever wants to read what they wrote. */
    @GET
    @Path("/read")
    public Response read(@Context HttpHeaders headers) {
        return guard.see(headers, Session.Level.CODE, PATH + "/read", _ -> Redirect.to(PATH));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response say(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.CODE, PATH, this::say);
    }

    @POST
    @Path("/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, PATH, (visit, form) -> {
            var own = form.id("intent")
                    .filter(id -> intents.of(visit.person()).stream()
                            .anyMatch(it -> it.id().equals(id)));
            if (own.isEmpty()) throw Fault.invalid("intent", "is none of those on the page");
            intents.end(visit.person(), own, Evidence.Method.PAGE, visit.self().caller());
            return Redirect.to(PATH);
        });
    }

    private Response say(Visit visit, Form form) {
        var seen = terms.of(visit.person(), true);
        var filled = new OwnIntentForm(form, new Dates(seen.terms().preferences(), visit.language()).zone());
        var wrong = filled.wrong(seen.at());
        if (wrong.isPresent()) return refused(visit, form, 400, wrong.get());
        try {
            intents.say(
                    visit.person(),
                    filled.request(),
                    Evidence.Method.PAGE,
                    visit.self().caller(),
                    Optional.empty());
            return Redirect.to(PATH);
        } catch (Fault fault) {
            if (fault.code() == ProblemCode.STANDING_NO) return refused(visit, form, 409, "wrongNo");
            if (fault.code() == ProblemCode.CONFLICT) return refused(visit, form, 409, "wrongFull");
            throw fault;
        }
    }

    private Response refused(Visit visit, Form form, int status, String why) {
        return visit.page(status, Templates.intents(visit, builder(visit).again(form, why)));
    }

    private OwnIntentsView.Builder builder(Visit visit) {
        return new OwnIntentsView.Builder(
                terms.of(visit.person(), visit.proven()), intents.of(visit.person()), visit.language(), visit.proven());
    }
}
