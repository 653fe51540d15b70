package dev.askfirst.reconcile;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.consent.imports.ImportFile;
import dev.askfirst.consent.imports.ImportRows;
import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.quarkus.runtime.configuration.MemorySize;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Delivery reports, held against the record: what was sent without having been asked for, and how senders do. */
@Path("/v1/reconciliations")
@RolesAllowed({Caller.COMPLIANCE, Caller.SENDER})
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ReconciliationResource {

    private static final int MONTHS = 120;
    private static final String READ = "deliveries";

    record Listed(
            List<Reconciliations.Report> reconciliations, List<Reconciliations.Month> trend, Optional<UUID> next) {}

    record Rows(List<Reconciliations.ListedSending> rows, Optional<String> next) {}

    private final Intake intake;
    private final Reconciliations reconciliations;
    private final CatalogService catalogs;
    private final Accesses accesses;
    private final StaffLimit staffLimit;
    private final long mostBytes;

    ReconciliationResource(
            Intake intake,
            Reconciliations reconciliations,
            CatalogService catalogs,
            Accesses accesses,
            StaffLimit limit,
            @ConfigProperty(name = "askfirst.imports.most-bytes") MemorySize mostBytes) {
        this.intake = intake;
        this.reconciliations = reconciliations;
        this.catalogs = catalogs;
        this.accesses = accesses;
        this.staffLimit = limit;
        this.mostBytes = mostBytes.asLongValue();
    }

    @POST
    @Consumes({ImportRows.CSV, ImportRows.NDJSON})
    @ForLimitedStaff
    public Response report(
            InputStream body,
            @BeanParam ReportRequest request,
            @HeaderParam("Content-Type") MediaType mediaType,
            @Context SecurityContext security) {
        var caller = Caller.of(security);
        var about = request.checked(caller, catalogs.newest());
        if (!staffLimit.reach(caller).holdsSender(about.sender()))
            throw Fault.of(ProblemCode.FORBIDDEN, "your token's controllers are not all that this sender acts for");
        try (var file = ImportFile.receive(body, ReportIntake.rows(mediaType), mostBytes)) {
            file.count();
            var id = intake.take(caller, about, file);
            return Response.status(Response.Status.ACCEPTED)
                    .entity(Map.of("id", id))
                    .header("Location", "/v1/reconciliations/" + id)
                    .build();
        }
    }

    @GET
    @ForLimitedStaff
    public Listed list(
            @QueryParam("sender") String sender,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @Context SecurityContext security) {
        var only = ReportRequest.only(Caller.of(security));
        var checks = new Checks();
        var asked = checks.optionalId("sender", sender);
        var before = Optional.ofNullable(cursor).flatMap(Ids::parse);
        if (cursor != null && before.isEmpty()) checks.error("cursor", "is not a `next` of an earlier reply");
        var most = RowsRequest.limit(checks, limit);
        checks.done();
        if (only.isPresent() && asked.isPresent() && !only.equals(asked)) {
            throw Fault.of(ProblemCode.FORBIDDEN, "a sender sees its own reports only");
        }
        var whose = only.or(() -> asked);
        var senders = staffLimit.reach(Caller.of(security)).ownSenders();
        var found = reconciliations.newest(whose, senders, before, most + 1);
        var trend = reconciliations.trend(whose, senders, MONTHS);
        return found.size() <= most
                ? new Listed(found, trend, Optional.empty())
                : new Listed(
                        found.subList(0, most),
                        trend,
                        Optional.of(found.get(most - 1).id()));
    }

    @GET
    @Path("/{id}")
    @ForLimitedStaff
    public Reconciliations.Report one(@PathParam("id") String id, @Context SecurityContext security) {
        return mine(id, security);
    }

    @GET
    @Path("/{id}/rows")
    @ForLimitedStaff
    public Rows rows(@PathParam("id") String id, @BeanParam RowsRequest request, @Context SecurityContext security) {
        var wanted = request.checked();
        var report = mine(id, security);
        accesses.recordList(Caller.of(security), READ);
        var found = reconciliations.rows(report.id(), wanted.result(), wanted.after(), wanted.limit() + 1);
        var shown = ReportRequest.only(Caller.of(security)).isEmpty()
                ? found
                : found.stream()
                        .map(Reconciliations.ListedSending::withoutPoint)
                        .toList();
        return found.size() <= wanted.limit()
                ? new Rows(shown, Optional.empty())
                : new Rows(
                        shown.subList(0, wanted.limit()),
                        Optional.of(Long.toString(found.get(wanted.limit() - 1).n())));
    }

    @GET
    @Path("/{id}/report.csv")
    @Produces(ImportRows.CSV)
    @ForLimitedStaff
    public Response csv(@PathParam("id") String id, @BeanParam RowsRequest request, @Context SecurityContext security) {
        var wanted = request.checked();
        var report = mine(id, security);
        accesses.recordList(Caller.of(security), READ);
        var points = ReportRequest.only(Caller.of(security)).isEmpty();
        var file = ReportCsv.of(reconciliations, report.id(), wanted.result(), points);
        StreamingOutput content = file::write;
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"reconciliation-" + report.id() + ".csv\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private Reconciliations.Report mine(String id, SecurityContext security) {
        var only = ReportRequest.only(Caller.of(security));
        var reach = staffLimit.reach(Caller.of(security));
        return Ids.parse(id)
                .flatMap(reconciliations::one)
                .filter(it -> reach.holdsSender(it.sender()))
                .filter(it -> only.isEmpty() || only.get().equals(it.sender()))
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "there is no report with this id"));
    }
}
