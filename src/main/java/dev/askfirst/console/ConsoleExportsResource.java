package dev.askfirst.console;

import dev.askfirst.console.prove.Moments;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.export.ExportService;
import dev.askfirst.export.ExportStatus;
import dev.askfirst.export.FileReplies;
import dev.askfirst.export.FileRequest;
import dev.askfirst.export.OwnExports;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Exports of those who ordered them, by the same jobs as over the API: how far they are, and their files. */
@Path("/console/exports")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class ConsoleExportsResource {

    /** One export; {@code open} while somebody works on it. */
    public record View(
            String id,
            String state,
            boolean open,
            long done,
            long entries,
            List<Pair> order,
            List<ExportStatus.File> files) {}

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance exports(
                Layout layout, List<OwnExports.Listed> exports, Sorting sorting, boolean open, String kept);

        static native TemplateInstance export(Layout layout, View view);
    }

    private static final Map<String, Comparator<OwnExports.Listed>> ORDERS = Map.of(
            "at", Comparator.comparing(it -> Instant.parse(it.at())),
            "range", Comparator.comparing(it -> Instant.parse(it.from())),
            "format", Comparator.comparing(OwnExports.Listed::format),
            "state", Comparator.comparing(OwnExports.Listed::state));

    private final PageGuard guard;
    private final ExportService exports;
    private final FileReplies files;
    private final OwnExports own;
    private final String kept;

    ConsoleExportsResource(
            PageGuard guard,
            ExportService exports,
            FileReplies files,
            OwnExports own,
            @ConfigProperty(name = "askfirst.keep.exports") Duration kept) {
        this.guard = guard;
        this.exports = exports;
        this.files = files;
        this.own = own;
        this.kept = Durations.wholeDays(kept);
    }

    @GET
    @ForLimitedStaff
    public Response exports(@Context UriInfo uri) {
        return guard.see("exports", layout -> {
            var sorting = Sorting.of(uri, "-exports.at");
            var listed = sorting.sorted("exports", own.of(guard.caller()), ORDERS).stream()
                    .map(ConsoleExportsResource::readable)
                    .toList();
            return Templates.exports(
                    layout,
                    listed,
                    sorting,
                    listed.stream().anyMatch(it -> it.state().isOpen()),
                    kept);
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @ForLimitedStaff
    public Response order(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, "exports", form -> {
            var id = exports.order(new ExportForm(form).request(), guard.caller());
            return Redirect.to("/console/exports/" + id);
        });
    }

    @GET
    @Path("/{id}")
    @ForLimitedStaff
    public Response export(@PathParam("id") String id) {
        return guard.see("exports", layout -> Templates.export(layout, view(exports.own(id, guard.caller()))));
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @ForLimitedStaff
    public Response cancel(@PathParam("id") String id, @Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, "exports", _ -> {
            exports.cancel(id, guard.caller());
            return Redirect.to("/console/exports/" + id);
        });
    }

    @GET
    @Path("/{id}/files/{name}")
    @ForLimitedStaff
    public Response file(@BeanParam FileRequest request) {
        return guard.answer("exports", () -> {
            var file = files.of(request);
            // The name is one of the export's own: others are not found.
            file.getHeaders().putSingle("Content-Disposition", "attachment; filename=\"" + request.name() + "\"");
            return file;
        });
    }

    /** The same with times as people read them. */
    private static OwnExports.Listed readable(OwnExports.Listed it) {
        return new OwnExports.Listed(
                it.id(),
                Moments.readable(it.at()),
                Moments.readable(it.from()),
                Moments.readable(it.to()),
                it.format(),
                it.state(),
                it.share());
    }

    private static View view(ExportStatus status) {
        var order = new ArrayList<Pair>();
        for (var pair : Pair.of(status.order())) order.add(pair.with(Moments.readable(pair.value())));
        order.add(new Pair("at", Moments.said(status.at()), ""));
        return new View(
                status.id().toString(),
                status.state().text(),
                status.state().isOpen(),
                status.done(),
                status.entries(),
                order,
                status.files());
    }
}
