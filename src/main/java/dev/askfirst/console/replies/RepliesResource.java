package dev.askfirst.console.replies;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.inbound.ReplyResolution;
import dev.askfirst.consent.inbound.ReplyService;
import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.form.Form;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Replies that may be a no and that nobody has resolved, the first to be due first. */
@Path("/console/replies")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class RepliesResource {

    private static final String AT = "replies";
    private static final String HUMAN = "human";

    /** Those of one page; {@code done} is what the last one was resolved as. */
    public record View(List<DueView> replies, String next, String done) {}

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance replies(Layout layout, View view);
    }

    private final PageGuard guard;
    private final ReplyService replies;
    private final CatalogService catalogs;
    private final DataSource dataSource;
    private final Clock clock;

    RepliesResource(
            PageGuard guard, ReplyService replies, CatalogService catalogs, DataSource dataSource, Clock clock) {
        this.guard = guard;
        this.replies = replies;
        this.catalogs = catalogs;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @GET
    public Response due(@QueryParam("cursor") String cursor, @QueryParam("done") String done) {
        return guard.see(AT, layout -> Templates.replies(layout, view(Ids.parse(cursor == null ? "" : cursor), done)));
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response resolve(@PathParam("id") String id, @Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            var caller = guard.caller();
            var human = form.text("as").equals(HUMAN);
            var resolution = new ReplyResolution(
                    human ? ReplyResolution.Outcome.NONE : outcome(form),
                    caller.subject(),
                    form.given("note").orElse(null),
                    human);
            var resolved = replies.resolve(Ids.parse(id), resolution, caller);
            return Redirect.to("/console/replies?done=" + (human ? HUMAN : Json.text(resolved.resolved())));
        });
    }

    private static ReplyResolution.Outcome outcome(Form form) {
        return Stream.of(ReplyResolution.Outcome.values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(form.text("as")))
                .findFirst()
                .orElseThrow(() -> Fault.invalid("as", "is `stop`, `none` or `human`"));
    }

    private View view(Optional<UUID> cursor, String done) {
        var page = replies.due(cursor, guard.caller());
        var now = now();
        var due = page.replies().stream()
                .map(it -> DueView.of(it, now, answers(it.controller())))
                .toList();
        return new View(due, page.next().map(Object::toString).orElse(""), done == null ? "" : done);
    }

    private boolean answers(String controller) {
        return catalogs.newest()
                .controller(controller)
                .flatMap(it -> it.humanRequests())
                .isPresent();
    }

    private Instant now() {
        try (var connection = dataSource.getConnection()) {
            return clock.read(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the replies could not be read", e);
        }
    }
}
