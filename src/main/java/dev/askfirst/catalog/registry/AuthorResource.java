package dev.askfirst.catalog.registry;

import dev.askfirst.catalog.author.Author;
import dev.askfirst.catalog.author.Authors;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** The registered authors of a controller, one by one. */
@Path("/v1/catalog/controllers/{id}/authors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuthorResource {

    private static final int MOST_BYTES = 16 * 1024;

    private final AuthorRegistry registry;

    AuthorResource(AuthorRegistry registry) {
        this.registry = registry;
    }

    @GET
    @RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
    @ForLimitedStaff
    public Authors list(@PathParam("id") String controller, @Context SecurityContext security) {
        return registry.of(controller, Caller.of(security));
    }

    @PUT
    @Path("/{author}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<Object> put(
            @PathParam("id") String controller,
            @PathParam("author") String id,
            InputStream body,
            @Context SecurityContext security) {
        Author author = Json.read(body, AuthorRequest.class, MOST_BYTES).checked(id);
        var changed = registry.put(controller, author, Caller.of(security));
        if (changed.draft().isPresent()) return kept(changed.draft().get());
        return RestResponse.status(changed.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, author);
    }

    @DELETE
    @Path("/{author}")
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<Object> remove(
            @PathParam("id") String controller, @PathParam("author") String id, @Context SecurityContext security) {
        var changed = registry.remove(controller, id, Caller.of(security));
        return changed.draft().isPresent() ? kept(changed.draft().get()) : RestResponse.noContent();
    }

    /** Nothing is changed yet: it waits for a second admin. */
    private static RestResponse<Object> kept(UUID draft) {
        return RestResponse.ResponseBuilder.<Object>create(RestResponse.Status.ACCEPTED, Map.of("draft", draft))
                .header("Location", "/v1/catalog/drafts/" + draft)
                .build();
    }
}
