package dev.askfirst.selfservice.deputy;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.person.deputy.Deputies;
import dev.askfirst.person.deputy.Deputy;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.language.LanguageChoice;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.BrokenLink;
import dev.askfirst.selfservice.form.Form;
import dev.askfirst.selfservice.form.FormBody;
import dev.askfirst.selfservice.form.Mending;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;

/**
 * A deputy's own way in: whoever holds their link does what the person lets them do, and nothing else. There is no visit; what
 * they may is looked up for every request, and a link whose deputy may nothing is a broken one.
 */
@Path("/d/{token}")
@RunOnVirtualThread
public class DeputyPageResource {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance deputy(DeputyView view);
    }

    private final Links links;
    private final Deputies deputies;
    private final OwnActs acts;
    private final DeputyViews views;

    DeputyPageResource(Links links, Deputies deputies, OwnActs acts, DeputyViews views) {
        this.links = links;
        this.deputies = deputies;
        this.acts = acts;
        this.views = views;
    }

    @GET
    public Response page(@PathParam("token") String token, @Context HttpHeaders headers) {
        var language = LanguageChoice.of(headers);
        return open(token).map(it -> page(200, it, "", language)).orElseGet(() -> BrokenLink.page(language));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response press(@PathParam("token") String token, @Context HttpHeaders headers, InputStream body) {
        var language = LanguageChoice.of(headers);
        var form = FormBody.page(body);
        var deputy = open(token);
        if (deputy.isEmpty()) return BrokenLink.page(language);
        try {
            var note = act(deputy.get(), form, language);
            return page(note.equals("done") ? 200 : 400, deputy.get(), note, language);
        } catch (Fault fault) {
            return switch (fault.code()) {
                // Ended meanwhile: nothing was done.
                case ProblemCode.NOT_FOUND, ProblemCode.UNKNOWN_PERSON -> BrokenLink.page(language);
                case ProblemCode.FORBIDDEN -> page(403, deputy.get(), "notDone", language);
                case ProblemCode.CONFLICT, ProblemCode.PRECONDITION_FAILED ->
                    page(409, deputy.get(), "notDone", language);
                default -> throw fault;
            };
        }
    }

    /** Does what the button says; the name of the text about it. That the deputy may is checked where it is recorded. */
    private String act(Deputy deputy, Form form, String language) {
        var self = new OwnActs.Self(deputy.person(), Caller.deputyOnPages(deputy.id()), Optional.empty());
        return switch (form.text("do")) {
            case "stop" -> {
                acts.stop(self, Scope.ALL, false);
                yield "done";
            }
            case "company" -> {
                acts.stop(self, views.company(deputy, form.text("company"), language), false);
                yield "done";
            }
            case "pause" -> {
                acts.pause(self, views.until(deputy, form.text("for")));
                yield "done";
            }
            case "hours" -> hours(deputy, self, form);
            default -> throw Fault.invalid("do", "must be `stop`, `company`, `pause` or `hours`");
        };
    }

    private String hours(Deputy deputy, OwnActs.Self self, Form form) {
        if (!deputy.mandate().may().contains(Right.HOURS))
            throw Fault.of(ProblemCode.FORBIDDEN, "the person has not given you the right `hours`");
        var hours = Hours.of(form);
        if (hours.isEmpty()) return "wrongHours";
        var seen = views.seen(deputy);
        try {
            acts.prefer(self, hours.get().in(seen.terms().preferences()), seen.version());
            return "done";
        } catch (Fault fault) {
            // As where the person's time zone is not known.
            if (fault.code() == ProblemCode.INVALID_REQUEST || fault.code() == ProblemCode.ZONE_NEEDED)
                return "wrongHours";
            throw fault;
        }
    }

    private Optional<Deputy> open(String token) {
        return Mending.open(token, links::openDeputy).flatMap(deputies::standing);
    }

    private Response page(int status, Deputy deputy, String note, String language) {
        return Html.page(status, language, Templates.deputy(views.of(deputy, note, language)));
    }
}
