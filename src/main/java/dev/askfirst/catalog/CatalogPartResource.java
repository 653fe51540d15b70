package dev.askfirst.catalog;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.ETag;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** The parts of the catalog one by one: all may read what concerns them, admins put them in place. None is ever taken away. */
@Path("/v1/catalog")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class CatalogPartResource {

    private static final String ONE = "/{kind:" + CatalogPart.KINDS + "}/{id}";
    private static final int MOST_BYTES = 128 * 1024;
    private static final ObjectReader OBJECT = Json.MAPPER.readerFor(ObjectNode.class);

    private final CatalogEdits edits;

    CatalogPartResource(CatalogEdits edits) {
        this.edits = edits;
    }

    @GET
    @Path(ONE)
    @ForLimitedStaff
    public RestResponse<Object> part(
            @PathParam("kind") String kind,
            @PathParam("id") String id,
            @QueryParam("version") String version,
            @Context SecurityContext security) {
        var wanted = Optional.ofNullable(version);
        return reply(RestResponse.Status.OK, edits.show(CatalogPart.named(kind), id, wanted, Caller.of(security)));
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<Object> put(
            @PathParam("kind") String kind,
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext security) {
        if (!Checks.isId(id)) throw Fault.invalid("id", "is not an id such as `offers.shoes`");
        ObjectNode part = Json.read(Json.bytes(body, MOST_BYTES), OBJECT);
        var put = edits.put(new CatalogEdits.Edit(
                kind, id, part, it -> ifMatch == null || ETag.allows(ifMatch, it), Caller.of(security)));
        if (put.draft().isPresent()) return kept(put.draft().get());
        return reply(
                put.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                put.shown().orElseThrow());
    }

    /** Nothing is changed yet: it waits for a second admin. */
    private static RestResponse<Object> kept(UUID draft) {
        return RestResponse.ResponseBuilder.<Object>create(RestResponse.Status.ACCEPTED, Map.of("draft", draft))
                .header("Location", "/v1/catalog/drafts/" + draft)
                .build();
    }

    private static RestResponse<Object> reply(RestResponse.Status status, CatalogEdits.Shown shown) {
        return RestResponse.ResponseBuilder.create(status, shown.part())
                .header("ETag", ETag.of(shown.version()))
                .build();
    }
}
