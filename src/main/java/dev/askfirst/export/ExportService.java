package dev.askfirst.export;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Pieces of the record for those who check it without us. Each is seen by whoever ordered it and by nobody else. */
@ApplicationScoped
public class ExportService {

    private final DataSource dataSource;
    private final ExportOrders orders;
    private final ExportJobs jobs;

    ExportService(DataSource dataSource, ExportOrders orders, ExportJobs jobs) {
        this.dataSource = dataSource;
        this.orders = orders;
        this.jobs = jobs;
    }

    /** Orders an export; it is on record when this returns its id, and its files follow. */
    public UUID order(ExportRequest request, Caller caller) {
        request.check();
        return orders.take(caller, request);
    }

    /** An export of the caller's own; a fault if there is none with this id. */
    public ExportStatus own(String id, Caller caller) {
        var me = caller.asRecorded();
        try {
            var uuid = Ids.parse(id);
            var status = uuid.isPresent() ? jobs.status(uuid.get()) : Optional.<ExportJobs.Status>empty();
            return status.filter(it -> {
                        var by = it.export().by();
                        return by.path("issuer").asText().equals(me.issuer())
                                && by.path("subject").asText().equals(me.subject());
                    })
                    .map(ExportStatus::of)
                    .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "there is no export of yours with this id"));
        } catch (SQLException e) {
            throw Outage.undecided("the export could not be read", e);
        }
    }

    /** Stops an export of the caller's own, or deletes its files. */
    public void cancel(String id, Caller caller) {
        var export = own(id, caller);
        try {
            jobs.cancel(export.id());
        } catch (SQLException e) {
            throw Outage.undecided("the export could not be cancelled", e);
        }
    }

    /** Bytes of a file from {@code first} to before {@code end}, read while somebody reads them. */
    InputStream read(ExportStatus export, ExportStatus.File file, long first, long end) {
        return new ExportStream(dataSource, export.id(), file.name(), first, end);
    }
}
