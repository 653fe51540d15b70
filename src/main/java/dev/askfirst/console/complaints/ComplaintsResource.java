package dev.askfirst.console.complaints;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.complaint.ComplaintExport;
import dev.askfirst.consent.complaint.ComplaintRequest;
import dev.askfirst.consent.complaint.ComplaintService;
import dev.askfirst.consent.complaint.ComplaintStep;
import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Complaints that nobody has acknowledged, the first to be due first, or all of them, the newest first. */
@Path("/console/complaints")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class ComplaintsResource {

    private static final String AT = "complaints";

    /** Those of one page; {@code done} is the name of what was just recorded. */
    public record View(
            List<ComplaintView> complaints,
            boolean all,
            String next,
            String done,
            List<CatalogDocument.Controller> controllers) {}

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance complaints(Layout layout, View view);
    }

    private final PageGuard guard;
    private final ComplaintService complaints;
    private final ComplaintExport export;
    private final CatalogService catalogs;

    ComplaintsResource(PageGuard guard, ComplaintService complaints, ComplaintExport export, CatalogService catalogs) {
        this.guard = guard;
        this.complaints = complaints;
        this.export = export;
        this.catalogs = catalogs;
    }

    @GET
    @ForLimitedStaff
    public Response list(
            @QueryParam("cursor") String cursor, @QueryParam("all") String all, @QueryParam("done") String done) {
        return guard.see(AT, layout -> Templates.complaints(layout, view(cursor, all != null, done)));
    }

    @GET
    @Path("/export")
    @ForLimitedStaff
    public Response export(@QueryParam("format") String format) {
        return guard.answer(AT, () -> export.of(format, null, guard.caller()));
    }

    /** A complaint that came by letter, by telephone or in person. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @ForLimitedStaff
    public Response file(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            var contact = form.text("contact").contains(":")
                    ? form.text("contact")
                    : (form.text("contact").contains("@") ? "mailto:" : "tel:") + form.text("contact");
            var request = new ComplaintRequest(contact, form.text("controller"), form.text("text"), received(form));
            complaints.file(request, guard.caller(), Optional.empty());
            return Redirect.to("/console/complaints?done=filed");
        });
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @ForLimitedStaff
    public Response step(@PathParam("id") String id, @Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            var caller = guard.caller();
            var note = form.given("note").orElse(null);
            if (form.text("as").equals("acknowledged")) {
                complaints.acknowledge(
                        Ids.parse(id), new ComplaintStep.Acknowledgement(caller.subject(), note), caller);
                return Redirect.to("/console/complaints?done=acknowledged");
            }
            var settlement = new ComplaintStep.Settlement(
                    outcome(form), form.given("answer").orElse(null), caller.subject(), note);
            complaints.resolve(Ids.parse(id), settlement, caller);
            return Redirect.to("/console/complaints?all=true&done=resolved");
        });
    }

    /** The beginning (UTC) of the day on which it came; null where that is not said. */
    private static Instant received(Form form) {
        var typed = form.given("received");
        if (typed.isEmpty()) return null;
        try {
            return LocalDate.parse(typed.get()).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw Fault.invalid("received", "is no day such as `2026-11-30`");
        }
    }

    private static ComplaintStep.Outcome outcome(Form form) {
        return Stream.of(ComplaintStep.Outcome.values())
                .filter(it -> Json.text(it).equals(form.text("as")))
                .findFirst()
                .orElseThrow(() -> Fault.invalid("as", "is `acknowledged`, `upheld` or `rejected`"));
    }

    private View view(String cursor, boolean all, String done) {
        var caller = guard.caller();
        var page = complaints.page(Ids.parse(cursor == null ? "" : cursor), !all, caller);
        return new View(
                page.complaints().stream().map(ComplaintView::of).toList(),
                all,
                page.next().map(Object::toString).orElse(""),
                Stream.of("filed", "acknowledged", "resolved")
                        .filter(it -> it.equals(done))
                        .findFirst()
                        .orElse(""),
                catalogs.newest().document().controllers().stream()
                        .filter(it -> caller.sees(it.id()))
                        .toList());
    }
}
