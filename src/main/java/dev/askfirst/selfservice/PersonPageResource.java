package dev.askfirst.selfservice;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.Stops;
import dev.askfirst.person.Link;
import dev.askfirst.person.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Html;
import dev.askfirst.platform.Languages;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** A person's way from any message to their choices. Works for 30 days after the message was permitted. */
@Path("/p/{token}")
@RunOnVirtualThread
public class PersonPageResource {

    private static final int DAYS = 30;

    @CheckedTemplate(basePath = "selfservice")
    static class Templates {
        static native TemplateInstance link(CatalogNames.Named names, String stopped);
    }

    private final Links links;
    private final Stops stops;
    private final CatalogService catalogs;

    PersonPageResource(Links links, Stops stops, CatalogService catalogs) {
        this.links = links;
        this.stops = stops;
        this.catalogs = catalogs;
    }

    @GET
    public Response page(@PathParam("token") String token, @HeaderParam("Accept-Language") String languages) {
        var language = Languages.ofHeader(languages);
        return open(token).map(link -> Html.page(language, page(link, ""))).orElseGet(() -> BrokenLink.page(language));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response stop(
            @PathParam("token") String token, @HeaderParam("Accept-Language") String languages, InputStream body) {
        var pressed = FormBody.read(body, MediaType.APPLICATION_FORM_URLENCODED).getOrDefault("stop", "");
        var language = Languages.ofHeader(languages);
        return open(token)
                .map(link -> Html.page(language, page(link, stop(link, pressed))))
                .orElseGet(() -> BrokenLink.page(language));
    }

    /** Does what the button says; the text that tells so. */
    private String stop(Link link, String pressed) {
        return switch (pressed) {
            case "topic" -> {
                stops.topic(link);
                yield "stoppedTopic";
            }
            case "controller" -> {
                stops.controller(link);
                yield "stoppedController";
            }
            case "everything" -> {
                stops.everything(link);
                yield "stoppedEverything";
            }
            default -> throw Fault.invalid("stop", "must be `topic`, `controller` or `everything`");
        };
    }

    private Optional<Link> open(String token) {
        var oldest = LocalDate.now(ZoneOffset.UTC).minusDays(DAYS);
        return links.open(token, Link.Purpose.PAGE)
                .filter(link -> !link.issued().isBefore(oldest));
    }

    private TemplateInstance page(Link link, String stopped) {
        var names = new CatalogNames(catalogs.newest()).named(link.controller(), link.topic(), link.channel());
        return Templates.link(names, stopped);
    }
}
