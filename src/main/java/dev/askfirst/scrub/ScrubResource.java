package dev.askfirst.scrub;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;

/** Campaign lists: the rows that are sent come back with what the desk answered about each. */
@Path("/v1/scrubs")
@RolesAllowed(Caller.SENDER)
@RunOnVirtualThread
public class ScrubResource {

    private final Desk desk;
    private final CatalogService catalogs;
    private final ScrubMetrics metrics;

    ScrubResource(Desk desk, CatalogService catalogs, ScrubMetrics metrics) {
        this.desk = desk;
        this.catalogs = catalogs;
        this.metrics = metrics;
    }

    @POST
    @Consumes({CampaignList.CSV, CampaignList.NDJSON})
    @Produces({CampaignList.CSV, CampaignList.NDJSON})
    public Response scrub(
            InputStream body,
            @BeanParam ScrubRequest request,
            @HeaderParam("Content-Type") MediaType type,
            @Context SecurityContext security)
            throws IOException {
        if (type == null) {
            throw Fault.of(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "say whether the list is `%s` or `%s`".formatted(CampaignList.CSV, CampaignList.NDJSON));
        }
        var sender = Caller.of(security).requireSender();
        var checked = request.checked(catalogs.newest(), sender);
        var scrub = new Scrub(desk, metrics, checked, CampaignList.of(type, body, checked.column()));
        StreamingOutput rows = scrub::answer;
        var csv = type.getSubtype().equalsIgnoreCase("csv");
        return Response.ok(rows, csv ? CampaignList.CSV + ";charset=UTF-8" : CampaignList.NDJSON)
                .header("X-Accel-Buffering", "no")
                .build();
    }
}
