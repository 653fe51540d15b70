package dev.askfirst.selfservice.link;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.Stops;
import dev.askfirst.consent.human.HumanRequest;
import dev.askfirst.consent.human.HumanRequestBody;
import dev.askfirst.consent.human.HumanRequestService;
import dev.askfirst.person.key.Link;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.language.LanguageChoice;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.selfservice.form.BrokenLink;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
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
 * Whoever holds a link out of a message asks to talk to a human of the company that sent it, without signing in. The answer is
 * for their own page, so the link shows none. A link about an address that is somebody else's by now opens nothing.
 */
@Path("/u/{token}/human")
@RunOnVirtualThread
public class AskHumanResource {

    /**
     * The form.
     *
     * @param wrong the name of the text that says why the request was not taken; empty if none was refused
     */
    public record View(String typed, String wrong) {}

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance askHuman(CatalogNames.Named names, View view);

        static native TemplateInstance humanAsked(CatalogNames.Named names, String due);
    }

    private final Links links;
    private final Stops stops;
    private final CatalogService catalogs;
    private final HumanRequestService requests;

    AskHumanResource(Links links, Stops stops, CatalogService catalogs, HumanRequestService requests) {
        this.links = links;
        this.stops = stops;
        this.catalogs = catalogs;
        this.requests = requests;
    }

    @GET
    public Response page(@PathParam("token") String token, @Context HttpHeaders headers) {
        var language = LanguageChoice.of(headers);
        return open(token)
                .map(link -> form(200, link, new View("", ""), language))
                .orElseGet(() -> BrokenLink.page(language));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(@PathParam("token") String token, @Context HttpHeaders headers, InputStream body) {
        var language = LanguageChoice.of(headers);
        var text = FormBody.page(body).text("text");
        var link = open(token);
        if (link.isEmpty()) return BrokenLink.page(language);
        if (text.isBlank() || text.length() > HumanRequestBody.LONGEST)
            return form(400, link.get(), new View(text, "wrong"), language);
        try {
            var asked = requests.askOnPage(link.get().addressee(), link.get().controller(), text, Caller.LINK_HOLDER);
            return Html.page(language, Templates.humanAsked(names(link.get(), language), due(asked, language)));
        } catch (Fault fault) {
            if (fault.code() == ProblemCode.UNKNOWN_PERSON) return BrokenLink.page(language);
            if (fault.code() != ProblemCode.CONFLICT) throw fault;
            return form(409, link.get(), new View(text, "full"), language);
        }
    }

    private Response form(int status, Link link, View view, String language) {
        return Html.page(status, language, Templates.askHuman(names(link, language), view));
    }

    private Optional<Link> open(String token) {
        return Mending.open(token, links::open)
                .filter(link -> catalogs.newest()
                        .controller(link.controller())
                        .filter(it -> it.humanRequests().isPresent())
                        .isPresent())
                .filter(link -> !stops.passedOn(link));
    }

    private CatalogNames.Named names(Link link, String language) {
        return new CatalogNames(catalogs.newest(), language).named(link.controller(), link.topic(), link.channel());
    }

    /** The last day on which an answer is in time; whose time zone it is would disclose that the person is known. */
    private static String due(HumanRequest asked, String language) {
        return new Dates(Preferences.NONE, language).date(asked.dueAt().minusSeconds(1));
    }
}
