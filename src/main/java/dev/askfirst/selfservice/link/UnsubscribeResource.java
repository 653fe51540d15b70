package dev.askfirst.selfservice.link;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.Stops;
import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.person.key.Link;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.language.LanguageChoice;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;

/**
 * One-click unsubscribe by RFC 8058: a POST withdraws, without login, cookie or redirect; repeating it is harmless. GET
 * and HEAD change nothing, because scanners follow links. Scanners do not POST, so the body does not matter. Success is
 * reported only once the withdrawal is on record. An invalid link is reported as broken, because mail programs show the
 * reply. The language is the browser's, or the one chosen there: the person's own would disclose that the person is known.
 */
@Path("/u/{token}")
@RunOnVirtualThread
public class UnsubscribeResource {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance unsubscribe(CatalogNames.Named names, String token);

        static native TemplateInstance unsubscribed(CatalogNames.Named names, String undo, String token);
    }

    /** A field of the page's button, which no mail program sends: both do the same, and are counted apart. */
    private static final String ON_PAGE = "page";

    private final Links links;
    private final Stops stops;
    private final CatalogService catalogs;
    private final Undos undos;

    UnsubscribeResource(Links links, Stops stops, CatalogService catalogs, Undos undos) {
        this.links = links;
        this.stops = stops;
        this.catalogs = catalogs;
        this.undos = undos;
    }

    @GET
    public Response page(@PathParam("token") String token, @Context HttpHeaders headers) {
        var language = LanguageChoice.of(headers);
        return open(token)
                .map(link -> Html.page(language, Templates.unsubscribe(names(link, language), token)))
                .orElseGet(() -> BrokenLink.ofStop(language));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response unsubscribe(@PathParam("token") String token, @Context HttpHeaders headers, InputStream body) {
        var way = FormBody.read(body).given(ON_PAGE).isPresent() ? NoInForce.Way.PAGE : NoInForce.Way.ONE_CLICK;
        var language = LanguageChoice.of(headers);
        return open(token)
                .flatMap(link -> stopped(link, way)
                        .map(it -> Html.page(
                                language, Templates.unsubscribed(names(link, language), undos.token(it), token))))
                .orElseGet(() -> BrokenLink.ofStop(language));
    }

    /**
     * Also opens a page link: its page has a button with the same effect, so a sender may have used it as the
     * unsubscribe link.
     */
    private Optional<Link> open(String token) {
        return Mending.open(token, links::open);
    }

    private CatalogNames.Named names(Link link, String language) {
        return new CatalogNames(catalogs.newest(), language).named(link.controller(), link.topic(), link.channel());
    }

    /** Nothing leads from a link of earlier days to an address that is gone from here. */
    private Optional<Stops.Stopped> stopped(Link link, NoInForce.Way way) {
        try {
            return Optional.of(stops.topic(link, way));
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.UNKNOWN_PERSON) throw fault;
            return Optional.empty();
        }
    }
}
