package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.askfirst.platform.json.CsvDialect;
import dev.askfirst.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the rejected rows of a file unchanged, to be corrected and imported again, and their reasons to another file.
 */
record RejectedRows(Path file, boolean csv) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    record Written(Path rows, Path reasons) {}

    Written write(Map<Long, JsonNode> rejected) throws IOException {
        var rows = beside(csv ? ".rejected.csv" : ".rejected.ndjson");
        var reasons = beside(".rejected.reasons.ndjson");
        if (csv) writeCsv(rows, rejected);
        else writeLines(rows, rejected);
        try (var to = Files.newBufferedWriter(reasons)) {
            for (var it : rejected.entrySet()) {
                var line = Json.MAPPER.createObjectNode().put("line", it.getKey());
                to.write(line.set("error", it.getValue()).toString() + "\n");
            }
        }
        return new Written(rows, reasons);
    }

    private void writeCsv(Path rows, Map<Long, JsonNode> rejected) throws IOException {
        try (var text = text()) {
            var dialect = CsvDialect.of(text);
            try (var reader = CsvReader.builder()
                            .fieldSeparator(dialect.separator())
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .ofCsvRecord(text);
                    var writer = CsvWriter.builder()
                            .fieldSeparator(dialect.separator())
                            .build(rows)) {
                var header = true;
                for (CsvRecord row : reader) {
                    var line = row.getStartingLineNumber() + dialect.skipped();
                    if (header || rejected.containsKey(line)) writer.writeRecord(row.getFields());
                    header = false;
                }
            }
        }
    }

    private BufferedReader text() throws IOException {
        var text = Files.newBufferedReader(file);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) text.reset();
        return text;
    }

    private void writeLines(Path rows, Map<Long, JsonNode> rejected) throws IOException {
        try (var lines = Files.newBufferedReader(file);
                var writer = Files.newBufferedWriter(rows)) {
            var number = 0L;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (rejected.containsKey(++number)) writer.write(line + "\n");
            }
        }
    }

    private Path beside(String suffix) {
        var name = file.getFileName().toString();
        var stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        return file.resolveSibling(stem + suffix);
    }
}
