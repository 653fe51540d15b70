package dev.askfirst.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * An export, and how far it is.
 *
 * @param at when it was ordered
 * @param order what was ordered, as the record has it
 * @param done how many of its {@code entries} were looked at
 * @param files those that can be fetched; none before all are there
 */
public record ExportStatus(
        UUID id, Instant at, ObjectNode order, ExportState state, long done, long entries, List<File> files) {

    /** A file that can be fetched; {@code sha256} in hexadecimal digits. */
    public record File(String name, long bytes, String sha256) {}

    static ExportStatus of(ExportJobs.Status status) {
        var export = status.export();
        return new ExportStatus(
                export.id(),
                export.at(),
                export.body(),
                status.state(),
                status.done(),
                status.entries(),
                status.files().stream()
                        .map(it ->
                                new File(it.name(), it.bytes(), HexFormat.of().formatHex(it.sha256())))
                        .toList());
    }
}
