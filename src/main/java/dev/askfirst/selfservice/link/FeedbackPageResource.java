package dev.askfirst.selfservice.link;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.feedback.Feedback;
import dev.askfirst.person.key.Links;
import dev.askfirst.person.key.MessageLink;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.LanguageChoice;
import dev.askfirst.policy.term.Rating;
import dev.askfirst.selfservice.form.BrokenLink;
import dev.askfirst.selfservice.form.CatalogNames;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whoever got a message says by one of its three links how useful it was. The links lead to a page with three buttons and change
 * nothing, because scanners follow them; one press records. A link whose address is somebody else's by now opens nothing. What
 * was said before is not shown: a link tells nothing about a person.
 */
@Path("/f/{token}")
@RunOnVirtualThread
public class FeedbackPageResource {

    /**
     * The three buttons.
     *
     * @param chosen the one that the link asks for, or that was pressed; empty for none
     * @param recorded whether that is on record
     * @param wrong whether none was pressed
     */
    public record View(String chosen, boolean recorded, boolean wrong) {}

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance useful(CatalogNames.Named names, View view);
    }

    private final Links links;
    private final Feedback feedback;
    private final CatalogService catalogs;

    FeedbackPageResource(Links links, Feedback feedback, CatalogService catalogs) {
        this.links = links;
        this.feedback = feedback;
        this.catalogs = catalogs;
    }

    @GET
    public Response page(
            @PathParam("token") String token, @QueryParam("value") String value, @Context HttpHeaders headers) {
        var language = LanguageChoice.of(headers);
        var chosen = value(value).map(Json::text).orElse("");
        return open(token)
                .map(link -> page(200, link, new View(chosen, false, false), language))
                .orElseGet(() -> BrokenLink.page(language));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response rate(@PathParam("token") String token, @Context HttpHeaders headers, InputStream body) {
        var language = LanguageChoice.of(headers);
        var value = value(FormBody.read(body).text("value"));
        var link = open(token);
        if (link.isEmpty()) return BrokenLink.page(language);
        if (value.isEmpty()) return page(400, link.get(), new View("", false, true), language);
        return feedback.rate(link.get(), value.get())
                ? page(200, link.get(), new View(Json.text(value.get()), true, false), language)
                : BrokenLink.page(language);
    }

    private Response page(int status, MessageLink link, View view, String language) {
        var names =
                new CatalogNames(catalogs.newest(), language).named(link.controller(), link.topic(), link.channel());
        return Html.page(status, language, Templates.useful(names, view));
    }

    private Optional<MessageLink> open(String token) {
        return Mending.open(token, links::openMessage).filter(feedback::isOpen);
    }

    private static Optional<Rating.Value> value(String text) {
        return Stream.of(Rating.Value.values())
                .filter(it -> Json.text(it).equals(text))
                .findFirst();
    }
}
