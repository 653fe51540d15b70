package dev.askfirst.console.usefulness;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.feedback.FeedbackStatistics;
import dev.askfirst.consent.feedback.FeedbackTotal;
import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import dev.askfirst.selfservice.form.CatalogNames;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** How useful messages are to people, by company and topic: what senders are told, and no more. */
@Path("/console/usefulness")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class UsefulnessResource {

    /** One total; {@code until} is the last day of it. */
    public record Line(
            String since, String until, String controller, String topic, int people, int more, int fine, int less) {}

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance usefulness(Layout layout, List<Line> lines);
    }

    private final PageGuard guard;
    private final FeedbackStatistics statistics;
    private final CatalogService catalogs;

    UsefulnessResource(PageGuard guard, FeedbackStatistics statistics, CatalogService catalogs) {
        this.guard = guard;
        this.statistics = statistics;
        this.catalogs = catalogs;
    }

    @GET
    @ForLimitedStaff
    public Response list() {
        return guard.see("usefulness", layout -> Templates.usefulness(layout, lines()));
    }

    private List<Line> lines() {
        var names = new CatalogNames(catalogs.newest(), "en");
        return statistics.read(Optional.empty(), Optional.empty(), guard.caller()).stream()
                .map(it -> line(it, names))
                .toList();
    }

    private static Line line(FeedbackTotal it, CatalogNames names) {
        return new Line(
                it.since().toString(),
                it.until().minusDays(1).toString(),
                names.controller(it.controller()),
                names.topic(it.topic()),
                it.people(),
                it.more(),
                it.fine(),
                it.less());
    }
}
