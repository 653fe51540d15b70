package dev.askfirst.consent.imports;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.consent.request.SuppressionRequest;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of addresses that must not be written to, or of their hashes. Such lists have millions of rows, so CSV rows are
 * read column by column, without building an object for each.
 */
record SuppressionFormat(ImportRequest.CheckedImport file, ActRules rules) implements ImportFormat {

    private record SuppressionRow(
            String contact, String hash, String controller, String reason, Instant at, String note) {}

    private static final ObjectReader ROW = Json.MAPPER.readerFor(SuppressionRow.class);

    @Override
    public ImportReading read(ImportRow line) {
        var row = row(line);
        var at = row.at() == null ? file.at() : row.at();
        if (at == null) throw ImportFormat.dateless();
        var checks = new Checks();
        var reason = reason(row, checks);
        checks.optionalId("controller", row.controller());
        var texts = row.note() == null ? Map.<String, String>of() : SuppressionRequest.texts(checks, row.note());
        checks.done();
        var controllers = rules.controllers(row.controller() == null ? file.controller() : row.controller());
        for (var controller : controllers) rules.spoken("at", Optional.of(at), controller);
        return new ImportReading.Suppress(who(row), controllers, reason.orElseThrow(), at, texts);
    }

    /** Many rows share a transaction: they lock nobody's terms, and a commit costs more than a hundred rows. */
    @Override
    public int rowsTogether() {
        return 4000;
    }

    private SuppressionRow row(ImportRow line) {
        if (!line.isText()) return Json.read(line.members(), ROW);
        return new SuppressionRow(
                cell(line, "contact"),
                cell(line, "hash"),
                cell(line, "controller"),
                cell(line, "reason"),
                line.text("at").map(text -> time("at", text)).orElse(null),
                cell(line, "note"));
    }

    private static String cell(ImportRow line, String column) {
        return line.text(column).orElse(null);
    }

    private Optional<Suppressions.Reason> reason(SuppressionRow row, Checks checks) {
        if (row.reason() != null) return Suppressions.Reason.inFile(checks, row.reason());
        if (file.reason() == null) {
            checks.error("reason", "is missing: give it in the row or for the file");
            return Optional.empty();
        }
        return Optional.of(file.reason());
    }

    private Addressee who(SuppressionRow row) {
        if (file.form().isEmpty()) {
            if (row.hash() != null) throw Fault.invalid("hash", "is not a member of this request");
            return new Addressee.AtContact(Contact.parse(file.contact(row.contact())));
        }
        if (row.hash() != null && row.contact() != null) throw Fault.invalid("hash", "stands beside a `contact`");
        var hex = row.contact() == null ? row.hash() : row.contact();
        if (hex == null) throw Fault.invalid("contact", "is missing");
        return file.form().get().who(hex);
    }
}
