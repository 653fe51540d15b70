package dev.askfirst.console;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.deputy.DeputyService;
import dev.askfirst.consent.view.PersonViewService;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.outbound.push.Pushes;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.PersonService;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;

/** People, found by an address that never stands in a URL. Finding and looking are both recorded first. */
@Path("/console/people")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class PeopleResource {

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance people(Layout layout, String typed, String wrong);

        static native TemplateInstance person(
                Layout layout,
                WholePerson view,
                Sorting sorting,
                List<WholePerson.Deputy> deputies,
                List<WholePerson.Told> told);
    }

    private static final String AT = "people";
    private static final Texts TEXTS = Texts.of("prove", "en");

    private final PageGuard guard;
    private final PersonService lookup;
    private final People people;
    private final PersonViewService views;
    private final CatalogService catalogs;
    private final Pushes pushes;
    private final DeputyService deputies;

    PeopleResource(
            PageGuard guard,
            PersonService lookup,
            People people,
            PersonViewService views,
            CatalogService catalogs,
            Pushes pushes,
            DeputyService deputies) {
        this.guard = guard;
        this.lookup = lookup;
        this.people = people;
        this.views = views;
        this.catalogs = catalogs;
        this.pushes = pushes;
        this.deputies = deputies;
    }

    @GET
    @ForLimitedStaff
    public Response people() {
        return guard.see(AT, layout -> Templates.people(layout, "", ""));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @ForLimitedStaff
    public Response find(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            var typed = form.text("contact");
            try {
                var told = lookup.lookup(typed, guard.caller());
                if (told.isPresent()) return Redirect.to("/console/people/" + told.get());
                var contact = TypedAddress.parse(typed)
                        .orElseThrow(why -> Fault.of(ProblemCode.INVALID_REQUEST, TEXTS.text("wrongAddress", why)));
                return Redirect.to("/console/people/" + lookup.lookup(contact, guard.caller()));
            } catch (Fault fault) {
                var page = Templates.people(Layout.of(guard.session(), AT), typed, fault.getMessage());
                return PageGuard.page(fault.code().status(), page);
            }
        });
    }

    @GET
    @Path("/{id}")
    @ForLimitedStaff
    public Response person(@BeanParam PersonPath path, @Context UriInfo uri) {
        return guard.see(AT, layout -> {
            var reply = views.view(people.require(path), path.caller());
            var sorting = Sorting.of(uri);
            var view = WholePerson.of(reply, new CatalogNames(catalogs.newest(), "en"), sorting);
            var told = pushes.of(reply.person(), path.caller()).stream()
                    .map(WholePerson.Told::of)
                    .toList();
            var acting = deputies.seenBy(path.caller(), reply.person());
            return Templates.person(layout, view, sorting, WholePerson.Deputy.all(acting, sorting), told);
        });
    }
}
