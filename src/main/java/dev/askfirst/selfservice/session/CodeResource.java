package dev.askfirst.selfservice.session;

import dev.askfirst.platform.Redirect;
import dev.askfirst.selfservice.form.FormBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** Where visitors show that the address is theirs. Wrong digits, old ones and nobody's are answered alike. */
@Path("/me/code")
@RunOnVirtualThread
public class CodeResource {

    private final SessionGuard guard;
    private final ProvenVisits proven;
    private final Codes codes;
    private final VerificationPages verification;
    private final Networks networks;
    private final Turnstile turnstile;

    CodeResource(
            SessionGuard guard,
            ProvenVisits proven,
            Codes codes,
            VerificationPages verification,
            Networks networks,
            Turnstile turnstile) {
        this.guard = guard;
        this.proven = proven;
        this.codes = codes;
        this.verification = verification;
        this.networks = networks;
        this.turnstile = turnstile;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response code(@Context HttpHeaders headers, @Context HttpServerRequest request, InputStream body) {
        var form = FormBody.page(body);
        var found = guard.visit(headers);
        if (found.isEmpty()) return Redirect.to("/enter?ended");
        var visit = found.get();
        if (!guard.ours(headers, visit, form)) return verification.old(visit);
        var pending = PendingAction.of(form.text("pending"));
        var number = form.text("by").equals(VerificationPages.NUMBER);
        return form.given("send").isPresent()
                ? send(visit, pending, networks.of(request), number)
                : typed(visit, pending, form.text("code"), number);
    }

    private Response send(Visit visit, PendingAction pending, Networks.Network network, boolean number) {
        if (visit.session().level() == Session.Level.ENTERING && !turnstile.admits(network, Instant.now())) {
            return verification.crowded(visit.language(), turnstile.pause());
        }
        var sent = codes.send(visit.session(), network, visit.language());
        // To somebody who only typed an address it is not even told whether enough letters went there.
        var note = !visit.entered()
                ? VerificationPages.Note.MAYBE
                : sent ? VerificationPages.Note.SENT : VerificationPages.Note.LIMITED;
        return visit.page(verification.page(visit, pending, note, number));
    }

    private Response typed(Visit visit, PendingAction pending, String digits, boolean number) {
        if (!codes.fits(visit.session(), digits) || visit.session().person().isEmpty()) {
            return visit.page(verification.page(visit, pending, VerificationPages.Note.WRONG, number));
        }
        var before = visit.session();
        var opened = proven.open(before.point(), Optional.of(before), before.voucher());
        var page = pending.page();
        if (page.isPresent()) return guard.enter(opened, page.get());
        var after = visit.as(opened.session());
        return guard.page(opened, after, VerificationPages.Templates.goOn(after, pending));
    }
}
