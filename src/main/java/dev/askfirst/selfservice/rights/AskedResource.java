package dev.askfirst.selfservice.rights;

import dev.askfirst.consent.view.OwnHistory;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.decision.history.OwnDecisions;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.Visit;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** What was asked about a person and what they did: for those who have shown that the address is theirs. */
@Path("/me/asked")
@RunOnVirtualThread
public class AskedResource {

    private static final int MOST = 50;

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance asked(Visit visit, AskedView view);
    }

    private final SessionGuard guard;
    private final OwnDecisions decisions;
    private final OwnHistory history;
    private final OwnTerms terms;

    AskedResource(SessionGuard guard, OwnDecisions decisions, OwnHistory history, OwnTerms terms) {
        this.guard = guard;
        this.decisions = decisions;
        this.history = history;
        this.terms = terms;
    }

    @GET
    public Response asked(@Context HttpHeaders headers, @QueryParam("before") String before) {
        return guard.see(headers, Session.Level.CODE, "/me/asked", visit -> {
            var after = Optional.ofNullable(before).flatMap(Ids::parse);
            var everything = Texts.of("asked", visit.language()).text("everything");
            var view = AskedView.of(
                    decisions.newest(visit.person(), after, MOST + 1),
                    MOST,
                    after.isEmpty(),
                    after.isEmpty() ? history.of(visit.person()) : List.of(),
                    terms.of(visit.person(), true),
                    everything,
                    visit.language());
            return visit.page(Templates.asked(visit, view));
        });
    }
}
