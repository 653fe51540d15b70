package dev.askfirst.selfservice.rights;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.consent.human.HumanRequest;
import dev.askfirst.consent.human.HumanRequestBody;
import dev.askfirst.consent.human.HumanRequestService;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.json.Json;
import dev.askfirst.selfservice.form.CatalogNames;
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
import java.util.Comparator;
import java.util.List;

/**
 * A person asks to talk to a human of a company, and sees how far their requests are. Asking takes no code; what was written is
 * shown to whoever proved that the address is theirs.
 */
@Path("/me/human")
@RunOnVirtualThread
public class OwnRequestsResource {

    static final String PATH = "/me/human";

    /** One whose human answers. */
    public record Company(String id, String name) {}

    /** One request; empty where there is nothing to tell yet, or any more, or to whoever holds only a link. */
    public record OwnRequest(
            String controller,
            String asked,
            String state,
            boolean late,
            String due,
            String answered,
            String text,
            String answer,
            String by) {}

    /**
     * The whole page.
     *
     * @param wrong the name of the text that says why a request was not taken; empty if none was refused
     * @param typed what was typed then
     * @param hidden whether texts are left out until they prove that the address is theirs
     */
    public record View(
            List<OwnRequest> requests,
            List<Company> companies,
            String chosen,
            String typed,
            String wrong,
            boolean hidden) {}

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance requests(Visit visit, View view);
    }

    private final SessionGuard guard;
    private final HumanRequestService requests;
    private final OwnTerms terms;

    OwnRequestsResource(SessionGuard guard, HumanRequestService requests, OwnTerms terms) {
        this.guard = guard;
        this.requests = requests;
        this.terms = terms;
    }

    @GET
    public Response list(@Context HttpHeaders headers, @QueryParam("to") String to) {
        return guard.see(
                headers,
                Session.Level.LINK,
                PATH,
                visit -> visit.page(Templates.requests(visit, view(visit, to == null ? "" : to, "", ""))));
    }

    /** The same page, for whoever wants to read what was written. */
    @GET
    @Path("/read")
    public Response read(@Context HttpHeaders headers) {
        return guard.see(headers, Session.Level.CODE, PATH + "/read", _ -> Redirect.to(PATH));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, PATH, this::ask);
    }

    private Response ask(Visit visit, Form form) {
        var text = form.text("text");
        var controller = form.text("controller");
        if (view(visit, "", "", "").companies().stream().noneMatch(it -> it.id().equals(controller)))
            throw Fault.invalid("controller", "is none of those on the page");
        if (text.isBlank() || text.length() > HumanRequestBody.LONGEST) return refused(visit, form, 400, "wrong");
        try {
            requests.askOnPage(
                    new Addressee.AtPerson(visit.person()),
                    controller,
                    text,
                    visit.self().caller());
            return Redirect.to(PATH);
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.CONFLICT) throw fault;
            return refused(visit, form, 409, "full");
        }
    }

    private Response refused(Visit visit, Form form, int status, String why) {
        var view = view(visit, form.text("controller"), form.text("text"), why);
        return visit.page(status, Templates.requests(visit, view));
    }

    private View view(Visit visit, String chosen, String typed, String wrong) {
        var seen = terms.of(visit.person(), visit.proven());
        var names = new CatalogNames(seen.catalog(), visit.language());
        var dates = new Dates(seen.terms().preferences(), visit.language());
        var own = requests.own(visit.person());
        return new View(
                own.stream().map(it -> own(it, names, dates, visit.proven())).toList(),
                companies(seen, names),
                chosen,
                typed,
                wrong,
                !own.isEmpty() && !visit.proven());
    }

    /** Those they ever spoke to whose human answers. */
    private static List<Company> companies(OwnTerms.Seen seen, CatalogNames names) {
        return seen.catalog().document().controllers().stream()
                .filter(it -> it.humanRequests().isPresent())
                .map(CatalogDocument.Controller::id)
                .filter(it -> seen.terms().spokenTo(it)
                        || seen.topics().stream()
                                .anyMatch(topic -> topic.scope().controller().equals(it)))
                .map(it -> new Company(it, names.controller(it)))
                .sorted(Comparator.comparing(Company::name))
                .toList();
    }

    private static OwnRequest own(HumanRequest it, CatalogNames names, Dates dates, boolean proven) {
        return new OwnRequest(
                names.controller(it.controller()),
                dates.date(it.at()),
                Json.text(it.state()),
                it.late(),
                // The end of a day is told as that day.
                dates.date(it.dueAt().minusSeconds(1)),
                it.answeredAt().map(dates::date).orElse(""),
                it.text().filter(_ -> proven).orElse(""),
                it.answer().filter(_ -> proven).orElse(""),
                it.by().filter(_ -> proven).orElse(""));
    }
}
