package dev.askfirst.selfservice.rights;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.erasure.ErasureReply;
import dev.askfirst.consent.erasure.Erasures;
import dev.askfirst.consent.portable.TrustedIssuers;
import dev.askfirst.consent.view.OwnHistory;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.consent.view.PersonFile;
import dev.askfirst.decision.history.OwnDecisions;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.BrokenLink;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.Visit;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A person's data rights documents: receipts, an export of all their data, and erasure with a list of what is deleted
 * and what stays.
 */
@Path("/me/papers")
@RunOnVirtualThread
public class DataRightsResource {

    private static final Set<String> NAMED =
            Set.of("contact_points", "terms", "evidence", "replies", "complaints", "data_keys");

    /** One yes; {@code words} is null if no notice is on record. */
    public record Paper(String id, String what, String at, CatalogNames.Named names, CatalogDocument.Notice words) {}

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance papers(Visit visit, List<Paper> receipts, boolean bring);

        static native TemplateInstance receipt(Visit visit, Paper receipt);

        static native TemplateInstance erase(Visit visit, List<String> goes, List<String> stays);

        static native TemplateInstance held(Visit visit, List<CatalogNames.Human> humans);

        static native TemplateInstance erased();
    }

    private final SessionGuard guard;
    private final OwnHistory history;
    private final OwnTerms terms;
    private final PersonFile files;
    private final OwnDecisions decisions;
    private final Erasures erasures;
    private final CatalogService catalogs;
    private final TrustedIssuers issuers;

    DataRightsResource(
            SessionGuard guard,
            OwnHistory history,
            OwnTerms terms,
            PersonFile files,
            OwnDecisions decisions,
            Erasures erasures,
            CatalogService catalogs,
            TrustedIssuers issuers) {
        this.guard = guard;
        this.history = history;
        this.terms = terms;
        this.files = files;
        this.decisions = decisions;
        this.erasures = erasures;
        this.catalogs = catalogs;
        this.issuers = issuers;
    }

    @GET
    public Response papers(@Context HttpHeaders headers) {
        return guard.see(
                headers,
                Session.Level.CODE,
                "/me/papers",
                visit -> visit.page(Templates.papers(visit, receipts(visit), issuers.any())));
    }

    @GET
    @Path("/everything")
    @Produces(MediaType.WILDCARD)
    public Response everything(@Context HttpHeaders headers) {
        return guard.see(headers, Session.Level.CODE, "/me/papers", visit -> {
            var person = visit.person();
            var file = files.of(person, visit.self().caller()).toString();
            StreamingOutput whole = to -> decisions.write(person, file, visit.language(), to);
            return Response.ok(whole, MediaType.APPLICATION_JSON_TYPE)
                    .header("Cache-Control", "no-store")
                    .header("Content-Disposition", "attachment; filename=\"askfirst.json\"")
                    .build();
        });
    }

    @GET
    @Path("/{id}")
    public Response receipt(@PathParam("id") String id, @Context HttpHeaders headers) {
        return guard.see(
                headers,
                Session.Level.CODE,
                "/me/papers",
                visit -> receipts(visit).stream()
                        .filter(it -> it.id().equals(id))
                        .findFirst()
                        .map(it -> visit.page(Templates.receipt(visit, it)))
                        .orElseGet(() -> BrokenLink.page(visit.language())));
    }

    @GET
    @Path("/{id}/receipt")
    @Produces(MediaType.WILDCARD)
    public Response machineReadable(@PathParam("id") String id, @Context HttpHeaders headers) {
        return guard.see(headers, Session.Level.CODE, "/me/papers", visit -> {
            var grant = Ids.parse(id).orElseThrow(() -> Fault.invalid("id", "is no receipt of yours"));
            return Response.ok(history.receipt(visit.person(), grant), "application/ld+json")
                    .header("Cache-Control", "no-store")
                    .build();
        });
    }

    @GET
    @Path("/erase")
    public Response account(@Context HttpHeaders headers) {
        return guard.see(headers, Session.Level.CODE, "/me/papers/erase", visit -> {
            try {
                return account(
                        visit, erasures.rehearse(visit.person(), visit.self().caller()));
            } catch (Fault fault) {
                return held(fault, visit, 200);
            }
        });
    }

    @POST
    @Path("/erase")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response erase(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.CODE, "/me/papers/erase", (visit, form) -> {
            if (!form.text("sure").equals("yes")) throw Fault.invalid("sure", "must be `yes`");
            try {
                erasures.erase(visit.person(), visit.self().caller());
            } catch (Fault fault) {
                return held(fault, visit, fault.code().status());
            }
            return guard.leave(visit, Templates.erased());
        });
    }

    private static Response account(Visit visit, ErasureReply account) {
        var goes = items(account.erased())
                .map(it -> NAMED.contains(it) ? "goes" + AskedView.camel(it) : "goesOther")
                .distinct();
        var stays = items(account.retained()).map(it -> "stays" + AskedView.camel(it));
        return visit.page(Templates.erase(visit, goes.toList(), stays.toList()));
    }

    /** That nothing can be erased while a legal hold stands, and whom to ask about it. */
    private Response held(Fault fault, Visit visit, int status) {
        if (fault.code() != ProblemCode.ON_HOLD) throw fault;
        var names = new CatalogNames(catalogs.newest(), visit.language());
        var humans = history.of(visit.person()).stream()
                .map(act -> act.scope().controller())
                .filter(it -> !it.equals(Scope.ALL))
                .distinct()
                .map(names::human)
                .filter(it -> !it.contact().isEmpty());
        return visit.page(status, Templates.held(visit, humans.toList()));
    }

    private static Stream<String> items(List<ErasureReply.Item> items) {
        return items.stream()
                .filter(it -> it.count().filter(count -> count == 0).isEmpty())
                .map(ErasureReply.Item::what);
    }

    private List<Paper> receipts(Visit visit) {
        var dates = new Dates(terms.of(visit.person(), true).terms().preferences(), visit.language());
        var names = new CatalogNames(catalogs.newest(), visit.language());
        return history.of(visit.person()).stream()
                .filter(act -> act.kind().equals("grant"))
                .map(act -> {
                    var scope = act.scope();
                    var named = names.named(scope.controller(), scope.topic(), scope.channel());
                    var what = named.controller() + ": " + named.topic() + " (" + named.channel() + ")";
                    return new Paper(
                            act.id().toString(),
                            what,
                            dates.date(act.made()),
                            named,
                            act.words().orElse(null));
                })
                .toList();
    }
}
