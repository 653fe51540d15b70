package dev.askfirst.outbound.webhook;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.outbound.feed.Subscriber;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Where changes are sent to. A sender keeps its own webhooks, and staff keep theirs. */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.SENDER, Caller.ADMIN})
@RunOnVirtualThread
public class WebhookResource {

    private static final int MOST_BYTES = 16 * 1024;

    record WebhooksReply(List<WebhookReply> webhooks) {}

    private final WebhookService webhooks;
    private final CatalogService catalogs;

    WebhookResource(WebhookService webhooks, CatalogService catalogs) {
        this.webhooks = webhooks;
        this.catalogs = catalogs;
    }

    @GET
    public WebhooksReply all(@Context SecurityContext security) {
        return new WebhooksReply(webhooks.all(owner(security)));
    }

    @GET
    @Path("/{id}")
    public WebhookReply one(@PathParam("id") String id, @Context SecurityContext security) {
        return webhooks.one(owner(security), id);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<WebhookReply> put(
            @PathParam("id") String id, InputStream body, @Context SecurityContext security) {
        var request = Json.read(body, WebhookRequest.class, MOST_BYTES);
        var put = webhooks.put(owner(security), id, request);
        var status = put.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK;
        return RestResponse.status(status, put.webhook());
    }

    @DELETE
    @Path("/{id}")
    public RestResponse<Void> delete(@PathParam("id") String id, @Context SecurityContext security) {
        webhooks.delete(owner(security), id);
        return RestResponse.noContent();
    }

    @POST
    @Path("/{id}/rotate")
    public WebhookReply rotate(@PathParam("id") String id, @Context SecurityContext security) {
        return webhooks.rotate(owner(security), id);
    }

    private String owner(SecurityContext security) {
        var owner = Subscriber.owner(Caller.of(security));
        Subscriber.require(catalogs.newest(), owner);
        return owner;
    }
}
