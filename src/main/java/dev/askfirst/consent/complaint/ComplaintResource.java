package dev.askfirst.consent.complaint;

import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/** The register of complaints: filed by whoever hears them, acknowledged, resolved, listed and exported. */
@Path("/v1/complaints")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class ComplaintResource {

    private static final int MOST_BYTES = 64 * 1024;

    private final ComplaintService complaints;
    private final ComplaintExport export;

    ComplaintResource(ComplaintService complaints, ComplaintExport export) {
        this.complaints = complaints;
        this.export = export;
    }

    @POST
    @ForLimitedStaff
    public RestResponse<ComplaintReply> file(
            InputStream body, @HeaderParam("Idempotency-Key") String header, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var request = Json.read(body, ComplaintRequest.class, MOST_BYTES);
        var key = IdempotencyKey.ofHeader(header, caller, "complaint" + request);
        return RestResponse.status(RestResponse.Status.CREATED, complaints.file(request, caller, key));
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @ForLimitedStaff
    public ComplaintService.Page list(
            @BeanParam ListRequest list, @QueryParam("due") String due, @Context SecurityContext security) {
        var checks = new Checks();
        var onlyDue = checks.flag("due", due);
        return complaints.list(list.checked(checks), onlyDue, Caller.of(security));
    }

    @GET
    @Path("/export")
    @Consumes(MediaType.WILDCARD)
    @Produces({ComplaintExport.NDJSON, ComplaintExport.CSV})
    @ForLimitedStaff
    public Response export(
            @QueryParam("format") String format,
            @QueryParam("controller") String controller,
            @Context SecurityContext security) {
        return export.of(format, controller, Caller.of(security));
    }

    @POST
    @Path("/{id}/acknowledge")
    @ForLimitedStaff
    public Complaint acknowledge(InputStream body, @PathParam("id") String id, @Context SecurityContext security) {
        var step = Json.read(body, ComplaintStep.Acknowledgement.class, MOST_BYTES);
        return complaints.acknowledge(Ids.parse(id), step, Caller.of(security));
    }

    @POST
    @Path("/{id}/resolve")
    @ForLimitedStaff
    public Complaint resolve(InputStream body, @PathParam("id") String id, @Context SecurityContext security) {
        var step = Json.read(body, ComplaintStep.Settlement.class, MOST_BYTES);
        return complaints.resolve(Ids.parse(id), step, Caller.of(security));
    }
}
