package dev.askfirst.export;

import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;

/** Pieces of the record for those who check it without us. Each is seen by whoever ordered it and by nobody else. */
@ApplicationScoped
public class ExportService {

    private final DataSource dataSource;
    private final ExportOrders orders;
    private final ExportJobs jobs;
    private final Accesses accesses;

    ExportService(DataSource dataSource, ExportOrders orders, ExportJobs jobs, Accesses accesses) {
        this.dataSource = dataSource;
        this.orders = orders;
        this.jobs = jobs;
        this.accesses = accesses;
    }

    /**
     * Orders an export; it is on record when this returns its id, and its files follow. One about a person is looking at them,
     * and is recorded as that too.
     */
    public UUID order(ExportRequest request, Caller caller) {
        request.check();
        request.subject().ifPresent(person -> accesses.record(caller, person, "export"));
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
                    .filter(it -> it.export().isWithin(caller.limit()))
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

    /** Writes all files as one zip, part by part, so that memory stays flat; {@code ./askfirst verify} takes it as it is. */
    public void zip(ExportStatus export, OutputStream to) throws IOException {
        var zip = new ZipOutputStream(to);
        zip.setLevel(Deflater.BEST_SPEED);
        for (var file : export.files()) {
            var entry = new ZipEntry(file.name());
            entry.setLastModifiedTime(FileTime.from(export.at()));
            zip.putNextEntry(entry);
            try (var content = read(export, file, 0, file.bytes())) {
                content.transferTo(zip);
            }
            zip.closeEntry();
        }
        zip.finish();
    }

    /** The text of a small file such as the manifest; empty if the export has none of this name, or not yet. */
    public Optional<String> text(ExportStatus export, String name) {
        var found = export.files().stream().filter(it -> it.name().equals(name)).findFirst();
        if (found.isEmpty()) return Optional.empty();
        try (var content = read(export, found.get(), 0, found.get().bytes())) {
            return Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
