package dev.askfirst.selfservice.preferences;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.consent.signal.OwnSignals;
import dev.askfirst.consent.view.OwnHistory;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.decision.history.OwnDecisions;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Form;
import dev.askfirst.selfservice.form.FormBody;
import dev.askfirst.selfservice.rush.RushView;
import dev.askfirst.selfservice.rush.RushWatch;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.Sessions;
import dev.askfirst.selfservice.session.VerificationPages;
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
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/** A person's own terms: what holds, and a switch for everything. No is said with a link alone, yes with a code. */
@Path("/me")
@RunOnVirtualThread
public class MeResource {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance terms(
                Visit visit, TermsView view, CompanyLines signals, CompanyLines owed, boolean rates, RushView rush);

        static native TemplateInstance agree(
                Visit visit,
                CatalogNames.Named names,
                Scope scope,
                String point,
                CatalogDocument.Notice words,
                boolean needsWords);
    }

    private final SessionGuard guard;
    private final Sessions sessions;
    private final OwnTerms terms;
    private final OwnActs acts;
    private final OwnDecisions decisions;
    private final OwnHistory history;
    private final OwnSignals signals;
    private final RushWatch rushes;

    MeResource(
            SessionGuard guard,
            Sessions sessions,
            OwnTerms terms,
            OwnActs acts,
            OwnDecisions decisions,
            OwnHistory history,
            OwnSignals signals,
            RushWatch rushes) {
        this.guard = guard;
        this.sessions = sessions;
        this.terms = terms;
        this.acts = acts;
        this.decisions = decisions;
        this.history = history;
        this.signals = signals;
        this.rushes = rushes;
    }

    @GET
    public Response terms(
            @Context HttpHeaders headers,
            @QueryParam("done") String done,
            @QueryParam("at") String at,
            @QueryParam("seal") String seal) {
        return guard.see(headers, Session.Level.LINK, "/me", visit -> {
            var seen = seen(visit, headers);
            var note = Done.claimed(done, at, seal).in(visit, seen.version());
            var asked = decisions.newest(visit.person(), Optional.empty(), Traffic.MOST);
            var undoable = history.undoable(visit.person(), visit.session().noes());
            var view = TermsView.of(seen, asked, undoable, visit.language(), note);
            var heard = CompanyLines.signals(signals.of(visit.person()), seen, visit.language());
            var owed = CompanyLines.owed(seen, visit.language());
            var rush = RushView.of(rushes.seen(visit.person(), seen.at()), visit.language());
            return visit.page(Templates.terms(visit, view, heard, owed, UsefulView.concerns(seen), rush));
        });
    }

    /** What holds, after the opt-out signal that their browser sends with the page, if it sends one. */
    private OwnTerms.Seen seen(Visit visit, HttpHeaders headers) {
        var seen = terms.of(visit.person(), visit.proven());
        if (!"1".equals(headers.getHeaderString("Sec-GPC"))) return seen;
        var on = seen.topics().stream()
                .filter(OwnTerms.TopicTerms::on)
                .map(OwnTerms.TopicTerms::scope)
                .toList();
        var companies = seen.terms().controllers();
        return signals.onPage(visit.person(), visit.self().caller(), companies, on)
                ? terms.of(visit.person(), visit.proven())
                : seen;
    }

    @POST
    @Path("/stop")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response stop(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, "/me", (visit, form) -> switch (form.text("what")) {
            case "everything" -> {
                said(visit, acts.stop(visit.self(), Scope.ALL, false));
                yield done(visit, "doneStop");
            }
            case "services" -> {
                said(visit, acts.stop(visit.self(), Scope.ALL, true));
                yield done(visit, "doneServices");
            }
            case "controller" -> {
                var controller = known(form.text("controller"), visit);
                said(visit, acts.stop(visit.self(), controller, false));
                yield done(visit, "doneNo", controller);
            }
            default -> throw Fault.invalid("what", "must be `everything`, `services` or `controller`");
        });
    }

    @POST
    @Path("/say")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response say(@Context HttpHeaders headers, InputStream body) {
        var form = FormBody.page(body);
        return form.text("answer").equals("no")
                ? guard.act(headers, form, Session.Level.LINK, "/me/say", this::say)
                : guard.actAt(form.text("controller"), headers, form, "/me/say", this::say);
    }

    private Response say(Visit visit, Form form) {
        var seen = terms.of(visit.person(), true);
        var chosen = Choice.of(seen, form);
        var scope = chosen.scope();
        if (form.text("answer").equals("no")) {
            said(visit, acts.no(visit.self(), scope, alone(seen, scope)));
            return done(visit, "doneNo", scope.controller());
        }
        if (!form.text("answer").equals("yes")) throw Fault.invalid("answer", "must be `yes` or `no`");
        var words = words(visit, chosen);
        // Only words that were read count: what stands in the form is compared with what is shown now.
        if (form.given("read").isPresent() && words.map(MeResource::named).equals(form.given("notice"))) {
            acts.yes(visit.self(), scope, Choice.address(seen, scope), words);
            return done(visit, "doneYes", scope.controller());
        }
        return agree(visit, seen, chosen);
    }

    /** The words of one thing, for whoever was on the way to a yes when they were asked for a code. */
    @GET
    @Path("/agree")
    public Response agree(@Context HttpHeaders headers, @Context UriInfo request) {
        return guard.see(headers, Session.Level.LINK, "/me", visit -> {
            var form = new Form(request.getQueryParameters());
            if (!visit.proven() || form.given("topic").isEmpty()) return Redirect.to("/me");
            var seen = terms.of(visit.person(), true);
            return agree(visit, seen, Choice.of(seen, form));
        });
    }

    private Response agree(Visit visit, OwnTerms.Seen seen, OwnTerms.TopicTerms chosen) {
        var scope = chosen.scope();
        var words = words(visit, chosen).orElse(null);
        var names = new CatalogNames(seen.catalog(), visit.language())
                .named(scope.controller(), scope.topic(), scope.channel());
        var point = scope.point().orElseThrow().toString();
        return visit.page(Templates.agree(visit, names, scope, point, words, chosen.needsConsent()));
    }

    private Optional<CatalogDocument.Notice> words(Visit visit, OwnTerms.TopicTerms chosen) {
        return chosen.needsConsent() ? acts.words(chosen.scope(), visit.language()) : Optional.empty();
    }

    @POST
    @Path("/leave")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response leave(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, "/me", (visit, _) -> {
            sessions.close(visit.session());
            return guard.leave(visit, VerificationPages.Templates.left());
        });
    }

    /** Takes a no back that was said in this visit. That takes no code: it grants nothing that did not hold. */
    @POST
    @Path("/undo")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response undo(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, "/me", (visit, form) -> {
            var no = form.id("no").filter(visit.session().noes()::contains);
            if (no.isEmpty()) return done(visit, "wrongUndo");
            try {
                acts.undo(visit.self(), no.get());
                return done(visit, "doneUndo");
            } catch (Fault fault) {
                if (fault.code() != ProblemCode.CONFLICT) throw fault;
                return done(visit, "wrongUndo");
            }
        });
    }

    private void said(Visit visit, Optional<UUID> no) {
        no.ifPresent(it -> sessions.saidNo(visit.session(), it));
    }

    private Response done(Visit visit, String note) {
        return Redirect.to(
                "/me?" + Done.by(visit, terms.version(visit.person()), note, "").query());
    }

    private Response done(Visit visit, String note, String controller) {
        return Redirect.to("/me?"
                + Done.by(visit, terms.version(visit.person()), note, controller)
                        .query() + "#c-" + controller);
    }

    private static String named(CatalogDocument.Notice notice) {
        return notice.id() + " " + notice.version() + " " + notice.language();
    }

    /** With several addresses for one channel, no is said for the one beside which it stands. */
    private static boolean alone(OwnTerms.Seen seen, Scope scope) {
        return seen.topics().stream()
                        .filter(it -> it.scope().topic().equals(scope.topic())
                                && it.scope().channel().equals(scope.channel())
                                && it.scope().controller().equals(scope.controller()))
                        .count()
                > 1;
    }

    private String known(String controller, Visit visit) {
        return terms.of(visit.person(), false)
                .catalog()
                .controller(controller)
                .orElseThrow(() -> Fault.invalid("controller", "is none of those on the page"))
                .id();
    }
}
