package dev.askfirst.console.usefulness;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.feedback.FeedbackStatistics;
import dev.askfirst.consent.feedback.FeedbackTotal;
import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import dev.askfirst.selfservice.form.CatalogNames;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How useful messages are to people, by company and topic: what senders are told, and no more. */
@Path("/console/usefulness")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class UsefulnessResource {

    /** One total; {@code until} is the last day of it. */
    public record Line(
            String since, String until, String controller, String topic, int people, int more, int fine, int less) {

        static final Map<String, Comparator<Line>> ORDERS = Map.of(
                "weeks",
                Comparator.comparing(Line::until).thenComparing(Line::since),
                "controller",
                Comparator.comparing(Line::controller, String.CASE_INSENSITIVE_ORDER),
                "topic",
                Comparator.comparing(Line::topic, String.CASE_INSENSITIVE_ORDER),
                "people",
                Comparator.comparingInt(Line::people),
                "more",
                Comparator.comparingInt(Line::more),
                "fine",
                Comparator.comparingInt(Line::fine),
                "less",
                Comparator.comparingInt(Line::less));
    }

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance usefulness(Layout layout, List<Line> lines, Sorting sorting);
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
    public Response list(@Context UriInfo uri) {
        var sorting = Sorting.of(uri, "-totals.weeks");
        return guard.see("usefulness", layout -> Templates.usefulness(layout, lines(sorting), sorting));
    }

    private List<Line> lines(Sorting sorting) {
        var names = new CatalogNames(catalogs.newest(), "en");
        var lines = statistics.read(Optional.empty(), Optional.empty(), guard.caller()).stream()
                .map(it -> line(it, names))
                .toList();
        return sorting.sorted("totals", lines, Line.ORDERS);
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
