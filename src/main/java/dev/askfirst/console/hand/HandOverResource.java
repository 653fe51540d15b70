package dev.askfirst.console.hand;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.console.Pair;
import dev.askfirst.export.ExportService;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands over a sender, a person or a month: chosen, counted, made with progress, and taken away as one zip. */
@Path("/console/hand")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class HandOverResource {

    private static final String AT = "questions";

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance hand(Layout layout, HandOverForm form);

        static native TemplateInstance handCounted(Layout layout, HandOverView view, List<Pair> order);

        static native TemplateInstance handed(Layout layout, HandedView view, List<Pair> order);
    }

    private final PageGuard guard;
    private final HandOvers overs;
    private final ExportService exports;
    private final CatalogService catalogs;

    HandOverResource(PageGuard guard, HandOvers overs, ExportService exports, CatalogService catalogs) {
        this.guard = guard;
        this.overs = overs;
        this.exports = exports;
        this.catalogs = catalogs;
    }

    @GET
    public Response form() {
        return guard.see(AT, layout -> Templates.hand(layout, HandOverForm.empty(senders())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response choose(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            try {
                return Redirect.to(
                        "/console/hand/counted" + overs.of(form, guard.caller()).query());
            } catch (Fault fault) {
                return again(form, fault);
            }
        });
    }

    /** What would be in it; nothing is made yet. */
    @GET
    @Path("/counted")
    public Response counted(
            @QueryParam("sender") String sender,
            @QueryParam("person") String person,
            @QueryParam("from") String from,
            @QueryParam("to") String to) {
        return guard.answer(AT, () -> {
            try {
                var wanted = overs.of(given(sender), given(person), given(from), given(to));
                var view = overs.counted(wanted, guard.caller());
                return guard.see(AT, layout -> Templates.handCounted(layout, view, fields(wanted)));
            } catch (Fault fault) {
                return again(form(sender, person, from, to), fault);
            }
        });
    }

    @POST
    @Path("/made")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response make(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            try {
                var wanted = overs.of(form.given("sender"), form.given("person"), form.given("from"), form.given("to"));
                return Redirect.to("/console/hand/" + exports.order(wanted.order(), guard.caller()));
            } catch (Fault fault) {
                return again(form, fault);
            }
        });
    }

    @GET
    @Path("/{id}")
    public Response handed(@PathParam("id") String id) {
        return guard.see(AT, layout -> {
            var status = exports.own(id, guard.caller());
            return Templates.handed(layout, overs.handed(status), Pair.of(status.order()));
        });
    }

    @GET
    @Path("/{id}/hand-over.zip")
    public Response zip(@PathParam("id") String id) {
        return guard.answer(AT, () -> {
            var status = exports.own(id, guard.caller());
            if (status.files().isEmpty())
                throw Fault.of(ProblemCode.NOT_FOUND, "it is not made yet, or its files were deleted");
            StreamingOutput whole = to -> exports.zip(status, to);
            return Response.ok(whole, "application/zip")
                    .header("Content-Disposition", "attachment; filename=\"hand-over.zip\"")
                    .header("Cache-Control", "no-store")
                    .build();
        });
    }

    /** The form once more, with what was typed and what is wrong with it. */
    private Response again(Form form, Fault fault) {
        var field = fault.errors().isEmpty() ? "" : fault.errors().getFirst().field();
        var typed = HandOverForm.of(form, senders(), fault.getMessage(), field);
        return guard.see(fault.code().status(), AT, layout -> Templates.hand(layout, typed));
    }

    private static Form form(String sender, String person, String from, String to) {
        return new Form(Map.of(
                "what",
                        List.of(
                                given(person).isPresent()
                                        ? "person"
                                        : given(sender).isPresent() ? "sender" : "everything"),
                "sender", List.of(given(sender).orElse("")),
                "who", List.of(given(person).orElse("")),
                "from", List.of(given(from).orElse("")),
                "to", List.of(given(to).orElse(""))));
    }

    /** What the next form has to send. */
    private static List<Pair> fields(HandOver wanted) {
        var fields = new ArrayList<Pair>();
        wanted.sender().ifPresent(it -> fields.add(new Pair("sender", it, "")));
        wanted.person().ifPresent(it -> fields.add(new Pair("person", it.toString(), "")));
        wanted.days().first().ifPresent(it -> fields.add(new Pair("from", it.toString(), "")));
        wanted.days().last().ifPresent(it -> fields.add(new Pair("to", it.toString(), "")));
        return fields;
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(it -> !it.isEmpty());
    }

    private List<CatalogDocument.Sender> senders() {
        return catalogs.newest().document().senders();
    }
}
