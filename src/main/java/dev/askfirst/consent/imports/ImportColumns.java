package dev.askfirst.consent.imports;

import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.platform.Fault;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The header a CSV file must have.
 *
 * @param known all columns that may be there; empty if any others are allowed
 * @param once columns that may be there once at most: it would not be clear which of two counts
 */
public record ImportColumns(Set<String> needed, Set<String> known, Set<String> once) {

    /** A header in which each of these columns stands once at most. */
    public ImportColumns(Set<String> needed, Set<String> known) {
        this(needed, known, union(needed, known));
    }

    private static final Set<String> ACT = Set.of(
            "contact",
            "controller",
            "topic",
            "channel",
            "at",
            "evidence.method",
            "evidence.source",
            "evidence.actor.id",
            "evidence.actor.role",
            "evidence.note");
    private static final Set<String> GRANT = Set.of(
            "basis",
            "ground.kind",
            "ground.since",
            "ground.reference",
            "notice.id",
            "notice.version",
            "notice.language",
            "expiresAt",
            "confirmedAt",
            "locale",
            "timeZone",
            "country");
    private static final Set<String> WITHDRAWAL = Set.of("contactOnly", "services", "reason");

    private static final Set<String> SUPPRESSION = Set.of("contact", "controller", "reason", "at", "note");

    /** The name that list vendors give to the column of hashes. */
    private static final Set<String> HASHED = Set.of("hash");

    /** Any header: for a file whose format is still to be told. */
    static final ImportColumns ANY = new ImportColumns(Set.of(), Set.of());

    static ImportColumns of(ImportRequest.CheckedImport file) {
        return switch (file.format()) {
            case LISTMONK -> new ImportColumns(Set.of("email", "status", "created_at"), Set.of());
            case MAILCHIMP -> new ImportColumns(Set.of("Email Address"), Set.of());
            case AUTO -> ANY;
            case ACTS ->
                switch (file.kind()) {
                    case GRANTS -> new ImportColumns(Set.of("contact"), union(ACT, GRANT));
                    case WITHDRAWALS -> new ImportColumns(Set.of("contact"), union(ACT, WITHDRAWAL));
                    case SUPPRESSIONS ->
                        new ImportColumns(
                                Set.of("contact"), file.form().isEmpty() ? SUPPRESSION : union(SUPPRESSION, HASHED));
                    case BOTH -> throw new IllegalStateException("our own rows do not say which they are");
                };
            default -> {
                var export = ToolExports.of(file.format());
                yield new ImportColumns(export.needed(), Set.of(), export.columns());
            }
        };
    }

    /** The header from these cells; refused if a needed column is missing, or if a column is not known. */
    ImportHeader header(List<String> cells) {
        var header = ImportHeader.of(cells, union(once, known));
        check(header.names());
        return header;
    }

    private void check(List<String> header) {
        for (var column : needed) {
            if (!header.contains(column) && !(isHashed(column) && header.contains("hash"))) {
                throw Fault.invalid("body", "has no header row with a column `" + column + "`");
            }
        }
        for (var column : once) {
            if (Collections.frequency(header, column) > 1) {
                throw Fault.invalid("body", "has the column `" + column + "` twice");
            }
        }
        if (known.isEmpty()) return;
        for (var column : header) {
            if (!column.isEmpty() && !known.contains(column))
                throw Fault.invalid("body", "has an unknown column `" + column + "`");
        }
    }

    private boolean isHashed(String column) {
        return column.equals("contact") && known.containsAll(HASHED);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return Set.copyOf(all);
    }
}
