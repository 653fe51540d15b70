package dev.askfirst.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Map;

/** Exports over HTTP: ordered, looked at, cancelled, and their files. */
@Path("/v1/audit/exports")
@RolesAllowed(Caller.COMPLIANCE)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExportResource {

    private static final int LARGEST = 16 * 1024;

    private final ExportService exports;
    private final FileReplies files;

    ExportResource(ExportService exports, FileReplies files) {
        this.exports = exports;
        this.files = files;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ForLimitedStaff
    public Response order(InputStream body, @Context SecurityContext security) {
        var id = exports.order(Json.read(body, ExportRequest.class, LARGEST), Caller.of(security));
        return Response.status(Response.Status.ACCEPTED)
                .entity(Map.of("id", id))
                .header("Location", "/v1/audit/exports/" + id)
                .build();
    }

    @GET
    @Path("/{id}")
    @ForLimitedStaff
    public ObjectNode status(@PathParam("id") String id, @Context SecurityContext security) {
        return view(exports.own(id, Caller.of(security)));
    }

    @DELETE
    @Path("/{id}")
    @ForLimitedStaff
    public Response cancel(@PathParam("id") String id, @Context SecurityContext security) {
        exports.cancel(id, Caller.of(security));
        return Response.noContent().build();
    }

    @GET
    @Path("/{id}/files/{name}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @ForLimitedStaff
    public Response file(@BeanParam FileRequest request) {
        return files.of(request);
    }

    private static ObjectNode view(ExportStatus status) {
        var view = status.order().deepCopy();
        view.put("id", status.id().toString());
        view.put("at", status.at().toString());
        view.put("state", status.state().text());
        view.put("done", status.done());
        view.put("entries", status.entries());
        var files = view.putArray("files");
        for (var file : status.files()) {
            files.addObject()
                    .put("name", file.name())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256());
        }
        return view;
    }
}
