package dev.askfirst.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.decision.whatif.WhatIfs;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
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
import java.util.List;
import java.util.UUID;

/** The catalog: staff read it, admins change one part at a time and see what changes before it is saved. */
@Path("/console/catalog")
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class ConsoleCatalogResource {

    /**
     * A part that is looked at or edited.
     *
     * @param version of the catalog that it was read from
     * @param names by language, of kinds that have a name
     * @param plain the name for all other languages
     * @param words of a notice, as people see them
     * @param diff what would change; empty before somebody asks for it
     * @param wrong what is wrong with it
     */
    public record Editing(
            String kind,
            String id,
            String version,
            String text,
            List<PartNames.Field> names,
            String plain,
            String words,
            List<Diff.Line> diff,
            String wrong) {

        /** A part that reads as it should. */
        static Editing of(String kind, JsonNode part, String version, List<Diff.Line> diff) {
            return new Editing(
                    kind,
                    part.path("id").asText(),
                    version,
                    CatalogShelf.text(part),
                    PartNames.of(kind, part),
                    part.path("name").asText(),
                    part.path("words").asText(),
                    diff,
                    "");
        }

        /** What somebody has sent, as they sent it, with what is wrong about it. */
        static Editing wrong(String kind, Form form, String wrong) {
            return new Editing(
                    kind,
                    form.text("id"),
                    form.text("version"),
                    form.text("part"),
                    PartNames.of(form),
                    "",
                    "",
                    List.of(),
                    wrong);
        }
    }

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance catalog(
                Layout layout, List<CatalogShelf.Kind> kinds, long version, CatalogShelf.Waiting waiting, String saved);

        static native TemplateInstance part(Layout layout, Editing editing, boolean secondAdmin);
    }

    private final PageGuard guard;
    private final CatalogShelf shelf;
    private final WhatIfs whatIfs;

    ConsoleCatalogResource(PageGuard guard, CatalogShelf shelf, WhatIfs whatIfs) {
        this.guard = guard;
        this.shelf = shelf;
        this.whatIfs = whatIfs;
    }

    @GET
    @ForLimitedStaff
    public Response catalog(@QueryParam("saved") String saved) {
        return guard.see(
                "catalog",
                layout -> Templates.catalog(
                        layout,
                        shelf.all(guard.caller()),
                        shelf.version(),
                        shelf.waiting(),
                        saved == null ? "" : saved));
    }

    @GET
    @Path("/{kind}")
    @ForLimitedStaff
    public Response part(
            @PathParam("kind") String kind,
            @QueryParam("id") String id,
            @QueryParam("version") String version,
            @QueryParam("language") String language) {
        return guard.see("catalog", layout -> {
            var named = orEmpty(id).strip();
            JsonNode part = shelf.part(kind, named, orEmpty(version), orEmpty(language), guard.caller())
                    .orElseGet(() -> Json.MAPPER.createObjectNode().put("id", named));
            return Templates.part(
                    layout,
                    Editing.of(kind, part, Long.toString(shelf.version()), List.of()),
                    shelf.waiting().secondAdmin());
        });
    }

    @POST
    @Path("/{kind}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Caller.ADMIN)
    public Response change(@PathParam("kind") String kind, @Context HttpHeaders headers, InputStream body) {
        CatalogShelf.known(kind);
        return guard.act(headers, body, "catalog", form -> {
            try {
                return change(kind, form);
            } catch (Fault fault) {
                return page(fault.code().status(), Editing.wrong(kind, form, fault.getMessage()));
            }
        });
    }

    private Response change(String kind, Form form) {
        var part = PartNames.merged(CatalogShelf.read(form.text("part")), form);
        var id = part.path("id").asText();
        if (form.text("do").equals("save")) {
            return shelf.put(kind, part, form.text("version"), guard.caller())
                    .map(this::draft)
                    .orElseGet(() -> Redirect.to("/console/catalog?saved=" + id));
        }
        if (form.text("do").equals("draft"))
            return draft(shelf.draft(kind, part, form.text("version"), form.text("note"), guard.caller()));
        var before = shelf.part(
                        kind,
                        id,
                        part.path("version").asText(),
                        part.path("language").asText(),
                        guard.caller())
                .map(CatalogShelf::text)
                .orElse("");
        return page(200, Editing.of(kind, part, form.text("version"), Diff.of(before, CatalogShelf.text(part))));
    }

    /** Leads to a draft, whose page says what it would have changed as soon as that is known. */
    private Response draft(UUID draft) {
        whatIfs.order(draft.toString(), guard.caller());
        return Redirect.to("/console/drafts/" + draft);
    }

    private Response page(int status, Editing editing) {
        var layout = Layout.of(guard.session(), "catalog");
        return PageGuard.page(
                status, Templates.part(layout, editing, shelf.waiting().secondAdmin()));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
