package dev.askfirst.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.api.PersonViewResource;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.PersonResource;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.json.Json;
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
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** People, found by an address that never stands in a URL. Finding and looking are both recorded first. */
@Path("/console/people")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class PeopleResource {

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance people(Layout frame);

        static native TemplateInstance person(Layout frame, WholePerson view);
    }

    private final PageGuard gate;
    private final PersonResource lookup;
    private final PersonViewResource people;

    PeopleResource(PageGuard gate, PersonResource lookup, PersonViewResource people) {
        this.gate = gate;
        this.lookup = lookup;
        this.people = people;
    }

    @GET
    public Response people() {
        return gate.see("people", Templates::people);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response find(@Context HttpHeaders headers, InputStream body, @Context SecurityContext security) {
        return gate.act(headers, body, "people", form -> {
            var asked = Json.MAPPER.createObjectNode().put("contact", form.text("contact"));
            var json = new ByteArrayInputStream(asked.toString().getBytes(StandardCharsets.UTF_8));
            JsonNode found = Json.MAPPER.valueToTree(lookup.lookup(json, security));
            return Redirect.to("/console/people/" + found.get("person").asText());
        });
    }

    @GET
    @Path("/{id}")
    public Response person(@BeanParam PersonPath path) {
        return gate.see("people", frame -> {
            var reply = (String) people.person(path, null).getEntity();
            return Templates.person(frame, WholePerson.of(reply));
        });
    }
}
