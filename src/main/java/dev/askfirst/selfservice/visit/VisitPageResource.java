package dev.askfirst.selfservice.visit;

import dev.askfirst.person.key.Links;
import dev.askfirst.platform.http.Html;
import dev.askfirst.selfservice.form.BrokenLink;
import dev.askfirst.selfservice.form.Mending;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.Sessions;
import dev.askfirst.selfservice.session.Visit;
import dev.askfirst.selfservice.session.VisitHosts;
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
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the link of a visit leads. A browser that goes there is let in at once; whatever only looks, such as what fetches
 * pages ahead, gets a page with one button and uses nothing up.
 */
@Path(VisitOpening.PATH + "{token}")
@RunOnVirtualThread
public class VisitPageResource {

    private static final List<String> AHEAD = List.of("Sec-Purpose", "Purpose", "X-Moz");

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance visit();

        static native TemplateInstance visitOver(String controller);
    }

    private final Links links;
    private final VisitLinks visits;
    private final VisitHosts hosts;
    private final Sessions sessions;
    private final SessionGuard guard;

    VisitPageResource(Links links, VisitLinks visits, VisitHosts hosts, Sessions sessions, SessionGuard guard) {
        this.links = links;
        this.visits = visits;
        this.hosts = hosts;
        this.sessions = sessions;
        this.guard = guard;
    }

    @GET
    public Response arrive(@PathParam("token") String token, @Context HttpHeaders headers, @Context Request request) {
        if (request.getMethod().equals("GET") && isSomebodyGoingThere(headers)) return open(token, headers);
        return page(200, headers, host(id(token).flatMap(visits::known), headers), Templates.visit());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response press(@PathParam("token") String token, @Context HttpHeaders headers) {
        return guard.fromHere(headers) ? open(token, headers) : over(token, headers);
    }

    private Response open(String token, HttpHeaders headers) {
        var entrant = id(token).flatMap(visits::redeem);
        var voucher = entrant.map(VisitLinks.Entrant::voucher);
        if (host(voucher, headers).isEmpty()) return over(token, headers);
        var before = guard.visit(headers).map(Visit::session);
        var point = entrant.get().point();
        var opened = sessions.open(
                point, Session.Level.LINK, before, voucher.map(it -> it.in(SessionGuard.isInFrame(headers))));
        return opened.session().person().isPresent() ? guard.enter(opened, "/me") : over(token, headers);
    }

    /** A link that was good, also in the frame where it was used again or late; anything else is no link of ours. */
    private Response over(String token, HttpHeaders headers) {
        var host = host(id(token).flatMap(visits::known), headers);
        return host.map(it -> page(404, headers, host, Templates.visitOver(it.name())))
                .orElseGet(() -> BrokenLink.page(SessionGuard.language(headers)));
    }

    private Optional<Visit.Host> host(Optional<Session.Voucher> voucher, HttpHeaders headers) {
        return voucher.flatMap(it -> hosts.of(it.in(SessionGuard.isInFrame(headers)), SessionGuard.language(headers)));
    }

    private static Response page(int status, HttpHeaders headers, Optional<Visit.Host> host, TemplateInstance page) {
        var frames = host.map(Visit.Host::frames).orElse(List.of());
        return Html.framed(Response.status(status), SessionGuard.language(headers), page, frames)
                .build();
    }

    private Optional<UUID> id(String token) {
        return Mending.open(token, links::openVisit);
    }

    private static boolean isSomebodyGoingThere(HttpHeaders headers) {
        return "navigate".equals(headers.getHeaderString("Sec-Fetch-Mode"))
                && AHEAD.stream().allMatch(it -> headers.getHeaderString(it) == null);
    }
}
