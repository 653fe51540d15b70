package dev.askfirst.selfservice.session;

import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.http.Frame;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.http.PublicAddress;
import dev.askfirst.platform.language.LanguageChoice;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.selfservice.form.Form;
import dev.askfirst.selfservice.form.FormBody;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Lets visitors see and do what their visit allows: without a visit they are asked to enter, without enough proof they
 * are asked for a code, and forms sent by other sites are refused.
 */
@ApplicationScoped
public class SessionGuard {

    private final Sessions sessions;
    private final VerificationPages verification;
    private final PublicAddress address;
    private final VisitCookies cookies;
    private final VisitHosts hosts;

    SessionGuard(
            Sessions sessions,
            VerificationPages verification,
            PublicAddress address,
            VisitCookies cookies,
            VisitHosts hosts) {
        this.sessions = sessions;
        this.verification = verification;
        this.address = address;
        this.cookies = cookies;
        this.hosts = hosts;
    }

    /** A page, for those who may see it. */
    public Response see(HttpHeaders headers, Session.Level needed, String path, Function<Visit, Response> page) {
        var visit = visit(headers);
        if (visit.filter(Visit::entered).isEmpty()) return nobody(headers, new PendingAction(path, "").door());
        if (!visit.get().session().mayAs(needed)) return verification.ask(visit.get(), new PendingAction(path, ""));
        return page.apply(visit.get());
    }

    /** Something done on a page, by those who may do it. */
    public Response act(
            HttpHeaders headers,
            InputStream body,
            Session.Level needed,
            String path,
            BiFunction<Visit, Form, Response> act) {
        return act(headers, FormBody.page(body), needed, path, act);
    }

    public Response act(
            HttpHeaders headers, Form form, Session.Level needed, String path, BiFunction<Visit, Form, Response> act) {
        return act(headers, form, session -> session.mayAs(needed), path, act);
    }

    /** Something about one controller alone that takes a code, except from whom somebody vouches for there. */
    public Response actAt(
            String controller, HttpHeaders headers, Form form, String path, BiFunction<Visit, Form, Response> act) {
        Predicate<Session> may = session -> session.mayAs(Session.Level.CODE) || session.isVouchedFor(controller);
        return act(headers, form, may, path, act);
    }

    private Response act(
            HttpHeaders headers,
            Form form,
            Predicate<Session> may,
            String path,
            BiFunction<Visit, Form, Response> act) {
        var visit = visit(headers);
        if (visit.filter(Visit::entered).isEmpty()) return nobody(headers, "/enter?ended");
        if (!ours(headers, visit.get(), form)) return verification.old(visit.get());
        if (!may.test(visit.get().session()))
            return verification.askAtOnce(visit.get(), new PendingAction(path, form.encoded()));
        return act.apply(visit.get(), form);
    }

    /** Whoever has no visit is asked to enter; in a frame only the page around it can open one. */
    private Response nobody(HttpHeaders headers, String door) {
        var frames = isInFrame(headers) ? hosts.allFrames() : List.<String>of();
        if (frames.isEmpty()) return Redirect.to(door);
        var page = VerificationPages.Templates.visitEnded();
        return Html.framed(Response.ok(), language(headers), page, frames).build();
    }

    /** Whether the browser says that it shows the page in a frame. */
    public static boolean isInFrame(HttpHeaders headers) {
        return Frame.around(headers.getHeaderString(Frame.DESTINATION));
    }

    public Optional<Visit> visit(HttpHeaders headers) {
        var cookie = headers.getCookies().get(cookies.name());
        return sessions.find(cookie == null ? null : cookie.getValue())
                .map(session -> visit(session, language(session, headers)));
    }

    /** Whoever vouches for them must still be allowed to, and says who may show the visit in a frame. */
    private Visit visit(Session session, String language) {
        if (session.voucher().isEmpty()) return new Visit(session, language, Visit.Host.NONE);
        var host = hosts.of(session.voucher().get(), language);
        return new Visit(host.isPresent() ? session : session.withoutVoucher(), language, host.orElse(Visit.Host.NONE));
    }

    public String language(Session session, HttpHeaders headers) {
        return LanguageChoice.in(headers.getCookies())
                .or(() -> session.language().map(Languages::first))
                .orElseGet(() -> language(headers));
    }

    public static String language(HttpHeaders headers) {
        return LanguageChoice.of(headers);
    }

    /** Whether the form comes from a page of ours in this visit. */
    boolean ours(HttpHeaders headers, Visit visit, Form form) {
        return fromHere(headers)
                && MessageDigest.isEqual(
                        visit.token().getBytes(StandardCharsets.US_ASCII),
                        form.text(Form.TOKEN).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a form comes from a page of ours: nobody else's may have a browser visit as the person it chooses. */
    public boolean fromHere(HttpHeaders headers) {
        return address.isOrigin(headers);
    }

    /** Opens a visit and goes on to a page of it. */
    public Response enter(Sessions.Opened opened, String path) {
        return cookies.with(Redirect.to(path), opened.secret(), sessions.length(), opened.session());
    }

    /** A page of a visit that has just been opened. */
    public Response page(Sessions.Opened opened, Visit visit, TemplateInstance page) {
        return cookies.with(visit.page(page), opened.secret(), sessions.length(), opened.session());
    }

    public Response leave(Visit visit, TemplateInstance page) {
        return cookies.with(visit.page(page), "", Duration.ZERO, visit.session());
    }
}
