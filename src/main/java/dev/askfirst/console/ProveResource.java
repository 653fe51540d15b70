package dev.askfirst.console;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.console.prove.ProofPage;
import dev.askfirst.console.prove.ProofPages;
import dev.askfirst.console.prove.ProofZip;
import dev.askfirst.console.prove.Targets;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.PersonService;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import dev.askfirst.selfservice.form.Form;
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
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;

/** Proves a consent: by an address, which never stands in a URL, by a permit, or by what somebody said. */
@Path("/console/prove")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class ProveResource {

    private static final String AT = "prove";
    private static final Texts TEXTS = Texts.of("prove", "en");

    /** The yeses of one person, to choose from. */
    public record Choices(String person, String at, String asked, List<ProofPage.Choice> yeses) {

        /** Whether all of them came only after the instant asked about. */
        public boolean noneYet() {
            return !yeses.isEmpty() && yeses.stream().allMatch(ProofPage.Choice::after);
        }
    }

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance prove(Layout layout, ProveForm form);

        static native TemplateInstance choices(Layout layout, Choices found);

        static native TemplateInstance proof(Layout layout, ProofPage view, List<Pair> members);
    }

    private final PageGuard guard;
    private final PersonService lookup;
    private final People people;
    private final Targets targets;
    private final ProofPages pages;
    private final ProofZip zips;
    private final CatalogService catalogs;

    ProveResource(
            PageGuard guard,
            PersonService lookup,
            People people,
            Targets targets,
            ProofPages pages,
            ProofZip zips,
            CatalogService catalogs) {
        this.guard = guard;
        this.lookup = lookup;
        this.people = people;
        this.targets = targets;
        this.pages = pages;
        this.zips = zips;
        this.catalogs = catalogs;
    }

    @GET
    @ForLimitedStaff
    public Response form() {
        return guard.see(AT, layout -> Templates.prove(layout, ProveForm.empty(catalogs.newest())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @ForLimitedStaff
    public Response find(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            try {
                return Redirect.to(found(form));
            } catch (Fault fault) {
                return again(fault, form.text("who"), form.text("at"), form.text("topic"));
            }
        });
    }

    /** The yeses of a person; if there is one alone, its proof. */
    @GET
    @Path("/of/{id}")
    @ForLimitedStaff
    public Response choices(
            @BeanParam PersonPath path, @QueryParam("at") String at, @QueryParam("topic") String topic) {
        return guard.answer(AT, () -> {
            var person = people.require(path);
            var instant = instant(at);
            var yeses = targets.yeses(person, topic == null ? "" : topic, path.caller());
            if (yeses.size() == 1)
                return Redirect.to("/console/prove/" + yeses.getFirst().id() + query(instant, ""));
            var found = new Choices(
                    person.toString(),
                    instant.map(Instant::toString).orElse(""),
                    instant.map(Moments::said).orElse(""),
                    pages.choices(person, yeses, instant));
            return PageGuard.page(200, Templates.choices(Layout.of(guard.session(), AT), found));
        });
    }

    @GET
    @Path("/{id}")
    @ForLimitedStaff
    public Response proof(@PathParam("id") String id, @QueryParam("at") String at) {
        return guard.answer(AT, () -> {
            try {
                var view = pages.of(id, targets.of(id, instant(at), guard.caller()));
                var page = Templates.proof(Layout.of(guard.session(), AT), view, Pair.of(view.raw()));
                return PageGuard.page(200, page);
            } catch (Fault fault) {
                return again(fault, id, at == null ? "" : at, "");
            }
        });
    }

    @GET
    @Path("/{id}/everything.zip")
    @ForLimitedStaff
    public Response everything(@PathParam("id") String id, @QueryParam("at") String at) {
        return guard.answer(AT, () -> {
            var zip = zips.of(targets.of(id, instant(at), guard.caller()), guard.caller());
            return Response.ok(zip, "application/zip")
                    .header("Content-Disposition", "attachment; filename=\"consent.zip\"")
                    .header("Cache-Control", "no-store")
                    .build();
        });
    }

    private String found(Form form) {
        var who = form.text("who");
        var instant = instant(form.text("at"));
        if (who.isEmpty()) throw wrong(TEXTS.text("wrongMissing"));
        if (Ids.parse(who).isPresent()) return "/console/prove/" + who + query(instant, "");
        var contact = TypedAddress.parse(who).orElseThrow(why -> wrong(TEXTS.text("wrongAddress", why)));
        return "/console/prove/of/" + person(contact) + query(instant, form.text("topic"));
    }

    private UUID person(Contact contact) {
        try {
            return lookup.lookup(contact, guard.caller());
        } catch (Fault fault) {
            throw fault.code() == ProblemCode.NOT_FOUND ? Fault.of(fault.code(), TEXTS.text("nobody")) : fault;
        }
    }

    /** The instant asked about; empty means now. */
    private static Optional<Instant> instant(String text) {
        if (text == null || text.isBlank()) return Optional.empty();
        return Optional.of(Moments.typed(text.strip()).orElseThrow(() -> wrong(TEXTS.text("wrongTime"))));
    }

    private static Fault wrong(String text) {
        return Fault.of(ProblemCode.INVALID_REQUEST, text);
    }

    private static String query(Optional<Instant> at, String topic) {
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        at.ifPresent(it -> query.add("at=" + it));
        if (!topic.isEmpty()) query.add("topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8));
        return query.toString();
    }

    /** The form once more, with what was typed and what is wrong with it. */
    private Response again(Fault fault, String who, String at, String topic) {
        var field = Moments.typed(at).map(Moments::field).orElse(at);
        var form = new ProveForm(who, field, topic, catalogs.newest().document().topics(), fault.getMessage());
        return PageGuard.page(fault.code().status(), Templates.prove(Layout.of(guard.session(), AT), form));
    }
}
