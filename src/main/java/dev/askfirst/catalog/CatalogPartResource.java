package dev.askfirst.catalog;

import dev.askfirst.law.LawRow;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.security.Caller;
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
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** The parts of the catalog one by one: all may read what concerns them, admins put them in place. None is ever taken away. */
@Path("/v1/catalog")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class CatalogPartResource {

    private final CatalogEdits edits;

    CatalogPartResource(CatalogEdits edits) {
        this.edits = edits;
    }

    @GET
    @Path("/controllers/{id}")
    public RestResponse<CatalogDocument.Controller> controller(
            @PathParam("id") String id, @Context SecurityContext caller) {
        return edits.show(CatalogPart.CONTROLLERS, id, Caller.of(caller));
    }

    @PUT
    @Path("/controllers/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<CatalogDocument.Controller> putController(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext caller) {
        return edits.put(CatalogPart.CONTROLLERS, CatalogEdits.Edit.of(id, body, ifMatch, Caller.of(caller)));
    }

    @GET
    @Path("/senders/{id}")
    public RestResponse<CatalogDocument.Sender> sender(@PathParam("id") String id, @Context SecurityContext caller) {
        return edits.show(CatalogPart.SENDERS, id, Caller.of(caller));
    }

    @PUT
    @Path("/senders/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<CatalogDocument.Sender> putSender(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext caller) {
        return edits.put(CatalogPart.SENDERS, CatalogEdits.Edit.of(id, body, ifMatch, Caller.of(caller)));
    }

    @GET
    @Path("/channels/{id}")
    public RestResponse<CatalogDocument.Channel> channel(@PathParam("id") String id, @Context SecurityContext caller) {
        return edits.show(CatalogPart.CHANNELS, id, Caller.of(caller));
    }

    @PUT
    @Path("/channels/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<CatalogDocument.Channel> putChannel(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext caller) {
        return edits.put(CatalogPart.CHANNELS, CatalogEdits.Edit.of(id, body, ifMatch, Caller.of(caller)));
    }

    @GET
    @Path("/purposes/{id}")
    public RestResponse<CatalogDocument.Purpose> purpose(@PathParam("id") String id, @Context SecurityContext caller) {
        return edits.show(CatalogPart.PURPOSES, id, Caller.of(caller));
    }

    @PUT
    @Path("/purposes/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<CatalogDocument.Purpose> putPurpose(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext caller) {
        return edits.put(CatalogPart.PURPOSES, CatalogEdits.Edit.of(id, body, ifMatch, Caller.of(caller)));
    }

    @GET
    @Path("/topics/{id}")
    public RestResponse<CatalogDocument.Topic> topic(@PathParam("id") String id, @Context SecurityContext caller) {
        return edits.show(CatalogPart.TOPICS, id, Caller.of(caller));
    }

    @PUT
    @Path("/topics/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<CatalogDocument.Topic> putTopic(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext caller) {
        return edits.put(CatalogPart.TOPICS, CatalogEdits.Edit.of(id, body, ifMatch, Caller.of(caller)));
    }

    @GET
    @Path("/bases/{id}")
    public RestResponse<BasisRule> basis(@PathParam("id") String id, @Context SecurityContext caller) {
        return edits.show(CatalogPart.BASES, id, Caller.of(caller));
    }

    @PUT
    @Path("/bases/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<BasisRule> putBasis(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext caller) {
        return edits.put(CatalogPart.BASES, CatalogEdits.Edit.of(id, body, ifMatch, Caller.of(caller)));
    }

    @GET
    @Path("/retention/{id}")
    public RestResponse<RetentionRule> retention(@PathParam("id") String id, @Context SecurityContext caller) {
        return edits.show(CatalogPart.RETENTION, id, Caller.of(caller));
    }

    @PUT
    @Path("/retention/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<RetentionRule> putRetention(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext caller) {
        return edits.put(CatalogPart.RETENTION, CatalogEdits.Edit.of(id, body, ifMatch, Caller.of(caller)));
    }

    @GET
    @Path("/notices/{id}")
    public RestResponse<NoticeReply.All> notice(
            @PathParam("id") String id, @QueryParam("version") String version, @Context SecurityContext caller) {
        return edits.showNotice(id, Optional.ofNullable(version).map(CatalogPartResource::number), Caller.of(caller));
    }

    @PUT
    @Path("/notices/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<NoticeReply> putNotice(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext caller) {
        return edits.putNotice(CatalogEdits.Edit.of(id, body, ifMatch, Caller.of(caller)));
    }

    @GET
    @Path("/laws/{id}")
    public RestResponse<LawReply> law(
            @PathParam("id") String id, @QueryParam("version") String version, @Context SecurityContext caller) {
        return edits.showLaw(id, Optional.ofNullable(version).map(CatalogPartResource::number), Caller.of(caller));
    }

    @PUT
    @Path("/laws/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<LawRow> putLaw(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext caller) {
        return edits.put(CatalogPart.LAWS, CatalogEdits.Edit.of(id, body, ifMatch, Caller.of(caller)));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw Fault.invalid("version", "must be a whole number");
        }
    }
}
