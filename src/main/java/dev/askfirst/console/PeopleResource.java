package dev.askfirst.console;

import dev.askfirst.consent.view.PersonViewService;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.PersonService;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.security.Caller;
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
import java.io.InputStream;

/** People, found by an address that never stands in a URL. Finding and looking are both recorded first. */
@Path("/console/people")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class PeopleResource {

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance people(Layout layout);

        static native TemplateInstance person(Layout layout, WholePerson view);
    }

    private final PageGuard guard;
    private final PersonService lookup;
    private final People people;
    private final PersonViewService views;

    PeopleResource(PageGuard guard, PersonService lookup, People people, PersonViewService views) {
        this.guard = guard;
        this.lookup = lookup;
        this.people = people;
        this.views = views;
    }

    @GET
    public Response people() {
        return guard.see("people", Templates::people);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response find(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, "people", form -> {
            var person = lookup.lookup(Contact.parse(form.text("contact")), guard.caller());
            return Redirect.to("/console/people/" + person);
        });
    }

    @GET
    @Path("/{id}")
    public Response person(@BeanParam PersonPath path) {
        return guard.see("people", layout -> {
            var reply = views.view(people.require(path), path.caller());
            return Templates.person(layout, WholePerson.of(reply));
        });
    }
}
