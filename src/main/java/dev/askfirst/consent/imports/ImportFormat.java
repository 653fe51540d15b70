package dev.askfirst.consent.imports;

import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Times;
import java.time.Instant;

/** Reads the rows of one tool. A row that makes no sense raises a {@link Fault}. */
interface ImportFormat {

    ImportReading read(ImportRow row);

    /** How many rows share a transaction. */
    default int rowsTogether() {
        return 1000;
    }

    static ImportFormat of(ImportRequest.CheckedImport file, ActRules rules) {
        return switch (file.format()) {
            case ACTS ->
                file.kind() == ImportRequest.Kind.SUPPRESSIONS
                        ? new SuppressionFormat(file, rules)
                        : new ActFormat(file, rules);
            case LISTMONK -> new ListmonkFormat(file, rules);
            case MAILCHIMP -> new MailchimpFormat(file, rules);
            case AUTO -> throw new IllegalStateException("the format is to be told first");
            default -> new ToolFormat(ToolExports.of(file.format()), file, rules);
        };
    }

    static Fault dateless() {
        return Fault.invalid("at", "is missing: a row needs a date of its own, or one for the file");
    }

    default Instant time(String field, String text) {
        return Times.parse(text)
                .orElseThrow(() -> Fault.invalid(field, "must be a time such as `2026-11-22T10:00:00Z`"));
    }
}
