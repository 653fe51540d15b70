package dev.askfirst.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.export.ExportResource;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.form.Form;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Exports of those who ordered them, by the same jobs as over the API: how far they are, and their files. */
@Path("/console/exports")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class ConsoleExportsResource {

    private static final List<String> FILTERS = List.of("kind", "outcome", "reason", "sender", "topic", "channel");

    /** A file that can be fetched. */
    public record File(String name, String bytes, String sha256) {}

    /** One export; {@code open} while somebody works on it. */
    public record View(
            String id, String state, boolean open, long done, long entries, List<Pair> order, List<File> files) {}

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance exports(Layout frame, List<OwnExports.Listed> exports, boolean open);

        static native TemplateInstance export(Layout frame, View view);
    }

    private final PageGuard gate;
    private final ExportResource exports;
    private final OwnExports own;

    ConsoleExportsResource(PageGuard gate, ExportResource exports, OwnExports own) {
        this.gate = gate;
        this.exports = exports;
        this.own = own;
    }

    @GET
    public Response exports() {
        return gate.see("exports", frame -> {
            var listed = own.of(gate.caller());
            return Templates.exports(frame, listed, listed.stream().anyMatch(it -> isOpen(it.state())));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response order(@Context HttpHeaders headers, InputStream body, @Context SecurityContext security) {
        return gate.act(headers, body, "exports", form -> {
            var order = new ByteArrayInputStream(order(form).toString().getBytes(StandardCharsets.UTF_8));
            var location = exports.order(order, security).getHeaderString("Location");
            return Redirect.to("/console/exports/" + location.substring(location.lastIndexOf('/') + 1));
        });
    }

    @GET
    @Path("/{id}")
    public Response export(@PathParam("id") String id, @Context SecurityContext security) {
        return gate.see("exports", frame -> Templates.export(frame, view(exports.status(id, security))));
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response cancel(
            @PathParam("id") String id,
            @Context HttpHeaders headers,
            InputStream body,
            @Context SecurityContext security) {
        return gate.act(headers, body, "exports", _ -> {
            exports.cancel(id, security);
            return Redirect.to("/console/exports/" + id);
        });
    }

    @GET
    @Path("/{id}/files/{name}")
    public Response file(
            @PathParam("id") String id,
            @PathParam("name") String name,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange,
            @Context SecurityContext security) {
        return gate.answer("exports", () -> {
            var file = exports.file(id, name, range, ifRange, security);
            // The name is one of the export's own: others are not found.
            file.getHeaders().putSingle("Content-Disposition", "attachment; filename=\"" + name + "\"");
            return file;
        });
    }

    private static ObjectNode order(Form form) {
        var order = Json.MAPPER.createObjectNode();
        order.put("from", start(form.text("from"), 0)).put("to", start(form.text("to"), 1));
        order.put("format", form.text("format"));
        var filters = Json.MAPPER.createObjectNode();
        for (var name : FILTERS) form.given(name).ifPresent(it -> filters.put(name, it));
        if (!filters.isEmpty()) order.set("filters", filters);
        return order;
    }

    /** A day as it was picked; whatever else it is, the order is refused for it. */
    private static String start(String day, int later) {
        try {
            return LocalDate.parse(day).plusDays(later) + "T00:00:00Z";
        } catch (DateTimeParseException _) {
            return day;
        }
    }

    private static View view(ObjectNode status) {
        var files = new ArrayList<File>();
        for (var it : status.path("files"))
            files.add(new File(
                    it.path("name").asText(),
                    it.path("bytes").asText(),
                    it.path("sha256").asText()));
        var order = status.deepCopy();
        order.remove(List.of("id", "state", "done", "entries", "files"));
        var state = status.path("state").asText();
        return new View(
                status.path("id").asText(),
                state,
                isOpen(state),
                status.path("done").asLong(),
                status.path("entries").asLong(),
                Pair.of(order),
                files);
    }

    private static boolean isOpen(String state) {
        return state.equals("waiting") || state.equals("running");
    }
}
