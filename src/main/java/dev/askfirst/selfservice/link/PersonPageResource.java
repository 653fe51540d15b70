package dev.askfirst.selfservice.link;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.Stops;
import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.Link;
import dev.askfirst.person.key.Links;
import dev.askfirst.person.point.ContactFinder;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.Html;
import dev.askfirst.selfservice.form.BrokenLink;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.FormBody;
import dev.askfirst.selfservice.form.Mending;
import dev.askfirst.selfservice.preferences.Quieting;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.Sessions;
import dev.askfirst.selfservice.session.Visit;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** A person's way from any message to their choices. Works for 30 days after the message was permitted. */
@Path("/p/{token}")
@RunOnVirtualThread
public class PersonPageResource {

    private static final Duration LASTS = Duration.ofDays(30);

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance link(CatalogNames.Named names, String note, String undo, String quiet);
    }

    private final Links links;
    private final Stops stops;
    private final CatalogService catalogs;
    private final ContactFinder contacts;
    private final Sessions sessions;
    private final SessionGuard guard;
    private final Undos undos;
    private final Quieting quieting;

    PersonPageResource(
            Links links,
            Stops stops,
            CatalogService catalogs,
            ContactFinder contacts,
            Sessions sessions,
            SessionGuard guard,
            Undos undos,
            Quieting quieting) {
        this.links = links;
        this.stops = stops;
        this.catalogs = catalogs;
        this.contacts = contacts;
        this.sessions = sessions;
        this.guard = guard;
        this.undos = undos;
        this.quieting = quieting;
    }

    @GET
    public Response page(@PathParam("token") String token, @Context HttpHeaders headers) {
        var language = SessionGuard.language(headers);
        return open(token)
                .map(link -> Html.page(language, page(link, "", language)))
                .orElseGet(() -> BrokenLink.page(language));
    }

    /** Two buttons open a visit, one of them makes it quiet; the others stop something here and now. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response press(@PathParam("token") String token, @Context HttpHeaders headers, InputStream body) {
        var form = FormBody.read(body);
        var language = SessionGuard.language(headers);
        var link = open(token);
        if (link.isEmpty()) {
            return form.given("stop").isPresent() ? BrokenLink.ofStop(language) : BrokenLink.page(language);
        }
        if (form.fields().containsKey("open") && guard.fromHere(headers)) {
            return enter(link.get(), form.text("open"), headers, language);
        }
        if (form.fields().containsKey("open")) return Html.page(language, page(link.get(), "", language));
        return stop(link.get(), form.text("stop"), language);
    }

    private Response enter(Link link, String pressed, HttpHeaders headers, String language) {
        var point = switch (link.addressee()) {
            case Addressee.AtPoint(var id) -> Optional.of(id);
            case Addressee.AtHash hash -> contacts.point(hash);
            default -> Optional.<UUID>empty();
        };
        var before = guard.visit(headers).map(Visit::session);
        var opened = point.filter(_ -> !stops.passedOn(link)).map(it -> sessions.open(it, Session.Level.LINK, before));
        return opened.filter(it -> it.session().person().isPresent())
                .map(it -> guard.enter(it, pressed.equals("quiet") ? quieted(it, headers) : "/me"))
                .orElseGet(() -> Html.page(language, page(link, "linkNobody", language)));
    }

    private String quieted(Sessions.Opened opened, HttpHeaders headers) {
        var session = opened.session();
        return quieting.press(Visit.of(session, guard.language(session, headers)));
    }

    /** Does what the button says, and tells so once it is done; a link of earlier days may not find its address any more. */
    private Response stop(Link link, String pressed, String language) {
        try {
            var stopped = stopped(link, pressed);
            return Html.page(language, page(link, note(pressed, stopped.what()), undos.token(stopped), language));
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.UNKNOWN_PERSON) throw fault;
            return BrokenLink.ofStop(language);
        }
    }

    private Stops.Stopped stopped(Link link, String pressed) {
        return switch (pressed) {
            case "topic" -> stops.topic(link, NoInForce.Way.PAGE);
            case "controller" -> stops.controller(link);
            case "everything" -> stops.everything(link);
            default -> throw Fault.invalid("stop", "must be `topic`, `controller` or `everything`");
        };
    }

    /** The name of the text about it. */
    private static String note(String pressed, Stops.Ended ended) {
        var address = ended == Stops.Ended.ADDRESS;
        return switch (pressed) {
            case "topic" -> "stoppedTopic";
            case "controller" -> address ? "suppressedController" : "stoppedController";
            default -> address ? "suppressedEverything" : "stoppedEverything";
        };
    }

    private Optional<Link> open(String token) {
        var oldest = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(LASTS);
        return Mending.open(token, text -> links.open(text, Link.Purpose.PAGE))
                .filter(link -> !link.issued().isBefore(oldest));
    }

    private TemplateInstance page(Link link, String note, String language) {
        return page(link, note, "", language);
    }

    private TemplateInstance page(Link link, String note, String undo, String language) {
        var names = new CatalogNames(catalogs.newest(), language);
        return Templates.link(
                names.named(link.controller(), link.topic(), link.channel()), note, undo, quieting.words(language));
    }
}
