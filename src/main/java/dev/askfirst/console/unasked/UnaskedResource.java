package dev.askfirst.console.unasked;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.form.CatalogNames;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;

/** Who sent without asking: in numbers, by week, and down to rows; and where delivery reports are handed in. */
@Path("/console/unasked")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class UnaskedResource {

    private static final String AT = "unasked";

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance unasked(Layout layout, UnaskedPage view, Sorting sorting, UploadForm form);

        static native TemplateInstance unaskedWrong(Layout layout, UploadForm form);

        static native TemplateInstance unaskedReport(Layout layout, UnaskedPage.ReportPage view);

        static native TemplateInstance unaskedRows(Layout layout, UnaskedPage.RowsPage view);
    }

    private final PageGuard guard;
    private final UnaskedPages pages;
    private final ReportLists reports;
    private final RowsPages rows;
    private final Uploads uploads;
    private final CatalogService catalogs;

    UnaskedResource(
            PageGuard guard,
            UnaskedPages pages,
            ReportLists reports,
            RowsPages rows,
            Uploads uploads,
            CatalogService catalogs) {
        this.guard = guard;
        this.pages = pages;
        this.reports = reports;
        this.rows = rows;
        this.uploads = uploads;
        this.catalogs = catalogs;
    }

    @GET
    public Response answer(@Context UriInfo uri, @QueryParam("before") String before) {
        var sorting = Sorting.of(uri, UnaskedPages.USUAL, ReportLists.USUAL);
        return guard.see(
                AT,
                layout -> Templates.unasked(
                        layout, pages.of(sorting, before), sorting, UploadForm.empty(catalogs.newest())));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response handIn(@Context HttpHeaders headers, @BeanParam Upload upload) {
        return guard.actWithFile(headers, upload.token, AT, () -> switch (uploads.take(upload, guard.caller())) {
            case Uploads.Result.Taken(var report) -> Redirect.to("/console/unasked/reports/" + report);
            case Uploads.Result.Refused(var status, var form) ->
                PageGuard.page(status, Templates.unaskedWrong(guard.layout(AT), form));
        });
    }

    @GET
    @Path("/reports/{id}")
    public Response report(@PathParam("id") String id) {
        return guard.see(AT, layout -> {
            var report = Ids.parse(id)
                    .map(rows::report)
                    .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, Kinds.TEXTS.text("noReport")));
            return Templates.unaskedReport(layout, reports.page(report, new CatalogNames(catalogs.newest(), "en")));
        });
    }

    @GET
    @Path("/rows")
    public Response rows(@BeanParam RowsQuery query) {
        return guard.see(AT, layout -> Templates.unaskedRows(layout, rows.of(query.checked(), guard.caller())));
    }

    @GET
    @Path("/rows.csv")
    public Response csv(@BeanParam RowsQuery query) {
        return guard.answer(AT, () -> {
            StreamingOutput content = rows.csv(query.checked(), guard.caller())::write;
            return Response.ok(content, "text/csv; charset=utf-8")
                    .header("Content-Disposition", "attachment; filename=\"deliveries.csv\"")
                    .header("Cache-Control", "no-store")
                    .build();
        });
    }
}
