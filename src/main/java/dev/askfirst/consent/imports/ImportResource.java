package dev.askfirst.consent.imports;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.quarkus.runtime.configuration.MemorySize;
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
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Files of acts. A file is received and checked whole; then its rows are recorded, and their results are streamed back.
 */
@Path("/v1/imports")
@RolesAllowed({Caller.SENDER, Caller.ADMIN})
@RunOnVirtualThread
public class ImportResource {

    /**
     * The last line of an answer.
     *
     * @param format whose export the file is, if that was to be told from its columns; and by which it was told
     */
    private record Counts(
            long created,
            long rejected,
            long rows,
            long unchanged,
            Optional<ImportRequest.Format> format,
            Optional<List<String>> toldBy) {}

    private record Summary(Counts summary) {}

    private final CatalogService catalogs;
    private final Import.ImportTargets targets;
    private final long mostBytes;

    ImportResource(
            CatalogService catalogs,
            ActWriter acts,
            Suppressions suppressions,
            ContactKeys keys,
            @ConfigProperty(name = "askfirst.imports.most-bytes") MemorySize mostBytes) {
        this.catalogs = catalogs;
        this.targets = new Import.ImportTargets(acts, suppressions, keys);
        this.mostBytes = mostBytes.asLongValue();
    }

    @POST
    @Consumes({ImportRows.CSV, ImportRows.NDJSON})
    @Produces(ImportRows.NDJSON)
    public Response importFile(
            InputStream body,
            @BeanParam ImportRequest request,
            @HeaderParam("Content-Type") MediaType mediaType,
            @Context SecurityContext security) {
        var caller = Caller.of(security);
        var checked = request.checked();
        var rules = ActRules.of(catalogs.newest(), caller);
        rules.check(checked);
        var file = ImportFile.receive(body, ImportRows.of(mediaType, ImportColumns.of(checked)), mostBytes);
        try {
            var seen = seen(file, checked);
            var known = seen.map(it -> checked.as(it.format())).orElse(checked);
            if (seen.isPresent()) file.readAs(ImportRows.of(mediaType, ImportColumns.of(known)));
            var count = file.count();
            StreamingOutput results =
                    to -> stream(file, ImportFormat.of(known, rules), Import.Whole.of(caller, known), seen, to);
            return Response.ok(results, ImportRows.NDJSON)
                    .header("Askfirst-Rows", count)
                    .build();
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Optional<SeenFormat> seen(ImportFile file, ImportRequest.CheckedImport checked) {
        if (checked.format() != ImportRequest.Format.AUTO) return Optional.empty();
        return Optional.of(SeenFormat.of(file.columns()));
    }

    private void stream(
            ImportFile file, ImportFormat format, Import.Whole whole, Optional<SeenFormat> seen, OutputStream to)
            throws IOException {
        var counts = new EnumMap<ImportResult.Status, Long>(ImportResult.Status.class);
        try (file;
                var lines = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), 32 * 1024)) {
            new Import(format, targets, whole, result -> {
                        counts.merge(result.status(), 1L, Long::sum);
                        write(lines, result.json());
                    })
                    .run(file);
            write(lines, Json.write(summary(counts, seen)));
        }
    }

    private static Summary summary(Map<ImportResult.Status, Long> counts, Optional<SeenFormat> seen) {
        var created = counts.getOrDefault(ImportResult.Status.CREATED, 0L);
        var unchanged = counts.getOrDefault(ImportResult.Status.UNCHANGED, 0L);
        var rejected = counts.getOrDefault(ImportResult.Status.REJECTED, 0L);
        var rows = created + unchanged + rejected;
        return new Summary(new Counts(
                created, rejected, rows, unchanged, seen.map(SeenFormat::format), seen.map(SeenFormat::toldBy)));
    }

    private static void write(BufferedWriter lines, String line) {
        try {
            lines.write(line);
            lines.write('\n');
        } catch (IOException e) {
            // The caller is gone. What was recorded stays, and sending the file again adds nothing twice.
            throw new UncheckedIOException(e);
        }
    }
}
