package dev.askfirst.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.askfirst.platform.json.CsvDialect;
import dev.askfirst.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What came back for one piece of a list.
 *
 * @param head what stands before the rows of CSV
 */
record ScrubReply(byte[] head, List<Row> rows) {

    private static final String OUTCOME = "askfirst_outcome";
    private static final String REASONS = "askfirst_reasons";
    private static final String SUMMARY = "askfirst_summary";

    /** A row as it was sent back, and what it says. */
    record Row(byte[] text, String outcome, List<String> reasons) {}

    /**
     * Reads a reply.
     *
     * @throws IOException if it is not one of ours
     */
    static ScrubReply of(byte[] reply, char separator) throws IOException {
        return separator == ScrubRecords.NO_SEPARATOR ? ofLines(reply) : ofCsv(reply, separator);
    }

    private static ScrubReply ofLines(byte[] reply) throws IOException {
        var rows = new ArrayList<Row>();
        for (var line : rest(new ScrubRecords(new ByteArrayInputStream(reply), ScrubRecords.NO_SEPARATOR))) {
            var row = members(line);
            if (row.has(SUMMARY)) continue;
            var reasons = new ArrayList<String>();
            row.path(REASONS).forEach(it -> reasons.add(it.asText()));
            rows.add(new Row(line, row.path(OUTCOME).asText(), reasons));
        }
        return new ScrubReply(new byte[0], rows);
    }

    private static JsonNode members(byte[] line) throws IOException {
        try {
            return Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException("a line of the reply is no JSON", e);
        }
    }

    private static ScrubReply ofCsv(byte[] reply, char separator) throws IOException {
        var records = new ScrubRecords(new ByteArrayInputStream(reply), separator);
        var before = records.head();
        if (before.isEmpty()) throw new IOException("the reply has no header");
        var head = new ByteArrayOutputStream();
        for (var record : before) head.write(record);
        var header = cells(List.of(before.getLast()), separator).getFirst().getFields();
        var outcome = header.indexOf(OUTCOME);
        var reasons = header.indexOf(REASONS);
        if (outcome < 0 || reasons < 0) throw new IOException("the reply has no answers");
        var texts = rest(records);
        var cells = cells(texts, separator);
        if (cells.size() != texts.size()) throw new IOException("the reply's rows cannot be told apart");
        var rows = new ArrayList<Row>(texts.size());
        for (var i = 0; i < texts.size(); i++) {
            var row = cells.get(i);
            var why = row.getField(reasons);
            rows.add(new Row(texts.get(i), row.getField(outcome), why.isEmpty() ? List.of() : List.of(why.split(" "))));
        }
        return new ScrubReply(head.toByteArray(), rows);
    }

    private static List<CsvRecord> cells(List<byte[]> records, char separator) {
        var text = new StringBuilder();
        for (var record : records) text.append(new String(record, StandardCharsets.UTF_8));
        return new CsvDialect(separator, 0)
                .rows(new StringReader(text.toString())).stream().toList();
    }

    private static List<byte[]> rest(ScrubRecords records) throws IOException {
        var all = new ArrayList<byte[]>();
        for (var next = records.next(); next.isPresent(); next = records.next()) all.add(next.get());
        return all;
    }
}
