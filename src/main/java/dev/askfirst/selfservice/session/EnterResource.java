package dev.askfirst.selfservice.session;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.point.ContactFinder;
import dev.askfirst.platform.http.Html;
import dev.askfirst.selfservice.form.BrokenLink;
import dev.askfirst.selfservice.form.FormBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
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
import java.time.Instant;
import java.util.Optional;

/**
 * Two ways in for people without a message at hand: their own address, and the letter that is sent there. Whether an
 * address is known cannot be told by what is answered, nor by how long it takes.
 */
@Path("/")
@RunOnVirtualThread
public class EnterResource {

    private final SessionGuard guard;
    private final Sessions sessions;
    private final ProvenVisits proven;
    private final Codes codes;
    private final VerificationPages verification;
    private final ContactFinder contacts;
    private final Networks networks;
    private final Turnstile turnstile;

    EnterResource(
            SessionGuard guard,
            Sessions sessions,
            ProvenVisits proven,
            Codes codes,
            VerificationPages verification,
            ContactFinder contacts,
            Networks networks,
            Turnstile turnstile) {
        this.guard = guard;
        this.sessions = sessions;
        this.proven = proven;
        this.codes = codes;
        this.verification = verification;
        this.contacts = contacts;
        this.networks = networks;
        this.turnstile = turnstile;
    }

    @GET
    @Path("/enter")
    public Response enter(
            @Context HttpHeaders headers, @QueryParam("ended") String ended, @QueryParam("to") String to) {
        var page = verification.enter(ended == null ? "" : "enterEnded", PendingAction.toSee(to));
        return Html.page(SessionGuard.language(headers), page);
    }

    @POST
    @Path("/enter")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response address(@Context HttpHeaders headers, @Context HttpServerRequest request, InputStream body) {
        var form = FormBody.page(body);
        var typed = form.text("address");
        var pending = PendingAction.toSee(form.text("to"));
        var language = SessionGuard.language(headers);
        // An address as people type it: a percent sign in it encodes nothing.
        var contact = Contact.tryParse((typed.contains("@") ? "mailto:" : "tel:") + typed.replace("%", "%25"))
                .contact();
        if (contact.isEmpty() || !guard.fromHere(headers)) {
            return Html.page(400, language, verification.enter("enterWrong", pending));
        }
        var network = networks.of(request);
        if (!turnstile.admits(network, Instant.now())) return verification.crowded(language, turnstile.pause());
        var point = contacts.pointOrKey(contact.get());
        var scheme = contact.get().scheme();
        if (!verification.reach(scheme)) return Html.page(language, verification.noCode(point, language));
        var before = guard.visit(headers).map(Visit::session);
        var opened = sessions.open(point, Session.Level.ENTERING, before);
        // The browser's language: the person's own would tell that there is one.
        codes.send(opened.session(), network, language);
        var visit = new Visit(opened.session(), language, Visit.Host.NONE);
        var number = scheme.equals(VerificationPages.NUMBER);
        var page = verification.page(visit, pending, VerificationPages.Note.MAYBE, number);
        return guard.page(opened, visit, page);
    }

    /** The link in a letter with a code; looking at it changes nothing. */
    @GET
    @Path("/e/{token}")
    public Response letter(@PathParam("token") String token, @Context HttpHeaders headers) {
        return Html.page(SessionGuard.language(headers), VerificationPages.Templates.letter());
    }

    @POST
    @Path("/e/{token}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response open(@PathParam("token") String token, @Context HttpHeaders headers) {
        var point = guard.fromHere(headers) ? codes.redeem(token) : Optional.<java.util.UUID>empty();
        if (point.isEmpty()) return BrokenLink.page(SessionGuard.language(headers));
        var before = guard.visit(headers).map(Visit::session);
        return guard.enter(proven.open(point.get(), before, Optional.empty()), "/me");
    }
}
