package dev.askfirst.console.draft;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.draft.DraftRequest;
import dev.askfirst.catalog.draft.Drafts;
import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.decision.whatif.WhatIfs;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Redirect;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Drafts of the catalog: staff look at them, admins approve, refuse or rebase them. */
@Path("/console/drafts")
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class DraftsResource {

    private static final String AT = "catalog";

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance drafts(
                Layout layout, List<DraftPage.Listed> drafts, Sorting sorting, boolean secondAdmin);

        static native TemplateInstance draft(Layout layout, DraftPage page, String wrong);
    }

    private final PageGuard guard;
    private final CatalogService catalogs;
    private final Drafts drafts;
    private final WhatIfs whatIfs;

    DraftsResource(PageGuard guard, CatalogService catalogs, Drafts drafts, WhatIfs whatIfs) {
        this.guard = guard;
        this.catalogs = catalogs;
        this.drafts = drafts;
        this.whatIfs = whatIfs;
    }

    @GET
    public Response drafts(@Context UriInfo uri) {
        var sorting = Sorting.of(uri, "-drafts.made");
        return guard.see(
                AT,
                layout -> Templates.drafts(
                        layout,
                        sorting.sorted("drafts", drafts.list(false), DraftPage.Listed.ORDERS).stream()
                                .map(DraftPage.Listed::of)
                                .toList(),
                        sorting,
                        catalogs.newest().secondAdmin()));
    }

    /** Makes the draft that switches on, or off, that changes need a second admin. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Caller.ADMIN)
    public Response makeSwitch(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            var on = Optional.of(form.text("second").equals("on"));
            return to(
                    drafts.make(new DraftRequest(Optional.empty(), form.given("note"), List.of(), on), guard.caller()));
        });
    }

    @GET
    @Path("/{id}")
    public Response draft(@PathParam("id") String id) {
        return guard.see(AT, layout -> Templates.draft(layout, page(id), ""));
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Caller.ADMIN)
    public Response act(@PathParam("id") String id, @Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            try {
                return to(act(id, form));
            } catch (Fault fault) {
                var page = page(id);
                return PageGuard.page(
                        fault.code().status(), Templates.draft(guard.layout(AT), page, fault.getMessage()));
            }
        });
    }

    /** Does what was pressed; the draft that is shown then. */
    private UUID act(String id, Form form) {
        var draft = drafts.one(id).draft().id();
        switch (form.text("do")) {
            case "approve" -> drafts.approve(id, guard.caller());
            case "refuse" -> drafts.refuse(id, form.text("reason"), guard.caller());
            case "cancel" -> whatIfs.cancel(id);
            case "rebase" -> {
                var rebased = drafts.rebase(id, guard.caller());
                whatIfs.order(rebased.toString(), guard.caller());
                return rebased;
            }
            case "whatIf" -> whatIfs.order(id, guard.caller());
            default -> throw Fault.invalid("do", "is nothing that can be done with a draft");
        }
        return draft;
    }

    private DraftPage page(String id) {
        return DraftPage.of(drafts.one(id), whatIfs.last(id), guard.caller());
    }

    private static Response to(UUID draft) {
        return Redirect.to("/console/drafts/" + draft);
    }
}
