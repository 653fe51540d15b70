package dev.askfirst.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Pieces of the record for those who check it without us. Each is seen by whoever asked for it and by nobody else. */
@Path("/v1/audit/exports")
@RolesAllowed(Caller.COMPLIANCE)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExportResource {

    private static final int LARGEST = 16 * 1024;

    private final DataSource dataSource;
    private final ExportOrders orders;
    private final ExportJobs jobs;

    ExportResource(DataSource dataSource, ExportOrders orders, ExportJobs jobs) {
        this.dataSource = dataSource;
        this.orders = orders;
        this.jobs = jobs;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response order(InputStream body, @Context SecurityContext security) {
        var request = Json.read(body, ExportRequest.class, LARGEST);
        request.check();
        var id = orders.take(Caller.of(security), request);
        return Response.status(Response.Status.ACCEPTED)
                .entity(Map.of("id", id))
                .header("Location", "/v1/audit/exports/" + id)
                .build();
    }

    @GET
    @Path("/{id}")
    public ObjectNode status(@PathParam("id") String id, @Context SecurityContext security) {
        return view(own(id, security));
    }

    @DELETE
    @Path("/{id}")
    public Response cancel(@PathParam("id") String id, @Context SecurityContext security) {
        var status = own(id, security);
        try {
            jobs.cancel(status.export().id());
            return Response.noContent().build();
        } catch (SQLException e) {
            throw Outage.undecided("the export could not be cancelled", e);
        }
    }

    @GET
    @Path("/{id}/files/{name}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response file(
            @PathParam("id") String id,
            @PathParam("name") String name,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange,
            @Context SecurityContext security) {
        var status = own(id, security);
        var file = status.files().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "the export has no such file, or not yet"));
        var tag = '"' + HexFormat.of().formatHex(file.sha256()) + '"';
        var part = ByteRange.of(ifRange == null || ifRange.equals(tag) ? range : null, file.bytes());
        var response = Response.ok().header("Accept-Ranges", "bytes").header("Cache-Control", "no-store");
        if (part.isNone()) return unsatisfiable(response, part);
        var content = new ExportStream(dataSource, status.export().id(), name, part.first(), part.end());
        if (part.isPart()) response.status(206).header("Content-Range", part.header());
        return response.entity(content)
                .header("ETag", tag)
                .header("Content-Length", part.end() - part.first())
                .build();
    }

    private static Response unsatisfiable(Response.ResponseBuilder response, ByteRange range) {
        var fault = Fault.of(ProblemCode.RANGE_NOT_SATISFIABLE, "the file has %d bytes".formatted(range.size()));
        return response.status(fault.code().status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(fault))
                .header("Content-Range", range.header())
                .build();
    }

    private ExportJobs.Status own(String id, SecurityContext security) {
        var me = Caller.of(security).asRecorded();
        try {
            var uuid = Ids.parse(id);
            var status = uuid.isPresent() ? jobs.status(uuid.get()) : Optional.<ExportJobs.Status>empty();
            return status.filter(it -> {
                        var by = it.export().by();
                        return by.path("issuer").asText().equals(me.issuer())
                                && by.path("subject").asText().equals(me.subject());
                    })
                    .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "there is no export of yours with this id"));
        } catch (SQLException e) {
            throw Outage.undecided("the export could not be read", e);
        }
    }

    private static ObjectNode view(ExportJobs.Status status) {
        var view = status.export().body().deepCopy();
        view.put("id", status.export().id().toString());
        view.put("at", status.export().at().toString());
        view.put("state", status.state());
        view.put("done", status.done());
        view.put("entries", status.entries());
        var files = view.putArray("files");
        for (var file : status.files()) {
            files.addObject()
                    .put("name", file.name())
                    .put("bytes", file.bytes())
                    .put("sha256", HexFormat.of().formatHex(file.sha256()));
        }
        return view;
    }
}
