package dev.askfirst.selfservice.rights;

import dev.askfirst.consent.view.OwnHistory;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.decision.history.OwnDecisions;
import dev.askfirst.decision.history.TextComparison;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Redirect;
import dev.askfirst.selfservice.form.FormBody;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was asked about a person and what they did: for those who have shown that the address is theirs. */
@Path(AskedResource.PATH)
@RunOnVirtualThread
public class AskedResource {

    static final String PATH = "/me/asked";

    private static final int MOST = 50;

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance asked(Visit visit, AskedView view, ComparedView compared);
    }

    private final SessionGuard guard;
    private final OwnDecisions decisions;
    private final OwnHistory history;
    private final OwnTerms terms;
    private final TextComparison comparison;

    AskedResource(
            SessionGuard guard, OwnDecisions decisions, OwnHistory history, OwnTerms terms, TextComparison comparison) {
        this.guard = guard;
        this.comparison = comparison;
        this.decisions = decisions;
        this.history = history;
        this.terms = terms;
    }

    @GET
    public Response asked(@Context HttpHeaders headers, @QueryParam("before") String before) {
        return guard.see(headers, Session.Level.CODE, PATH, visit -> {
            var after = Optional.ofNullable(before).flatMap(Ids::parse);
            var seen = terms.of(visit.person(), true);
            return page(visit, after, seen, ComparedView.NONE);
        });
    }

    /** Compares a text with what senders told. It is kept nowhere, and so not for whoever has to type a code first either. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response compare(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, FormBody.texts(body), Session.Level.LINK, PATH, (visit, form) -> {
            if (!visit.proven()) return Redirect.to(PATH);
            var seen = terms.of(visit.person(), true);
            var compared = comparison.of(visit.person(), form.text("text"));
            return page(visit, Optional.empty(), seen, ComparedView.of(compared, seen, visit.language()));
        });
    }

    private Response page(Visit visit, Optional<UUID> after, OwnTerms.Seen seen, ComparedView compared) {
        var view = AskedView.of(
                decisions.newest(visit.person(), after, MOST + 1),
                MOST,
                after.isEmpty(),
                after.isEmpty() ? history.of(visit.person()) : List.of(),
                seen,
                visit.language());
        return visit.page(Templates.asked(visit, view, compared));
    }
}
