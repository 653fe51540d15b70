package dev.askfirst.console;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.export.EntryProofService;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import dev.askfirst.search.Search;
import dev.askfirst.search.SearchRequest;
import dev.askfirst.selfservice.form.CatalogNames;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries, found and looked at one by one. */
@Path("/console/entries")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class EntriesResource {

    private static final List<String> KINDS = List.of(
            "decision",
            "outcome",
            "act",
            "suppression",
            "lift",
            "reply",
            "resolution",
            "complaint",
            "complaint_step",
            "access",
            "export",
            "reconciliation",
            "catalog");
    private static final List<String> OUTCOMES =
            List.of("permit", "defer", "deny", "sent", "not_sent", "bounced", "complained");

    /** What was looked for, and what was found of it; {@code next} is the address of the rest, {@code kept} what leads back here. */
    public record SearchPage(
            Map<String, String> filled,
            List<String> kinds,
            List<String> outcomes,
            List<Line> lines,
            String next,
            String kept,
            String wrong) {}

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance entries(Layout layout, SearchPage found, Sorting sorting);

        static native TemplateInstance entry(Layout layout, EntryView view, String back);
    }

    private final PageGuard guard;
    private final Search search;
    private final EntryViews views;
    private final EntryProofService proofs;
    private final CatalogService catalogs;

    EntriesResource(
            PageGuard guard, Search search, EntryViews views, EntryProofService proofs, CatalogService catalogs) {
        this.guard = guard;
        this.search = search;
        this.views = views;
        this.proofs = proofs;
        this.catalogs = catalogs;
    }

    @GET
    @ForLimitedStaff
    public Response entries(@BeanParam SearchRequest request, @Context UriInfo uri) {
        var sorting = Sorting.of(uri, "-entries.when");
        return guard.see("entries", layout -> {
            var filled = request.filled();
            try {
                var found = search.find(request.ofForm().checked(), guard.caller());
                var names = new CatalogNames(catalogs.newest(), "en");
                var lines =
                        found.entries().stream().map(it -> Line.of(it, names)).toList();
                var next = found.next()
                        .map(it -> sorting.with("cursor", it.toString()))
                        .orElse("");
                var sorted = sorting.sorted("entries", lines, Line.ORDERS);
                return Templates.entries(
                        layout, new SearchPage(filled, KINDS, OUTCOMES, sorted, next, kept(request), ""), sorting);
            } catch (Fault fault) {
                return Templates.entries(
                        layout,
                        new SearchPage(filled, KINDS, OUTCOMES, List.of(), "", "", fault.getMessage()),
                        sorting);
            }
        });
    }

    @GET
    @Path("/{id}")
    @ForLimitedStaff
    public Response entry(@PathParam("id") String id, @BeanParam SearchRequest list) {
        return guard.see(
                "entries",
                layout -> Templates.entry(layout, views.of(id, guard.caller()), "/console/entries" + kept(list)));
    }

    @GET
    @Path("/{id}/proof")
    @ForLimitedStaff
    public Response proof(@PathParam("id") String id) {
        return guard.answer("entries", () -> {
            search.require(id, guard.caller());
            return Response.ok(proofs.proof(id), MediaType.TEXT_PLAIN_TYPE)
                    .header("Content-Disposition", "attachment; filename=\"entry.tlog-proof\"")
                    .header("Cache-Control", "no-store")
                    .build();
        });
    }

    /** What was looked for, and from which place on, as parameters: an entry's page leads back to the same list. */
    private static String kept(SearchRequest list) {
        var all = new LinkedHashMap<>(list.filled());
        all.put("cursor", list.place());
        return all.entrySet().stream()
                .filter(it -> !it.getValue().isEmpty())
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .reduce((one, more) -> one + "&" + more)
                .map(it -> "?" + it)
                .orElse("");
    }
}
