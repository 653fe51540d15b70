package dev.askfirst.scrub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.CsvDialect;
import dev.askfirst.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** A list of JSON objects, one a line. The text of each is kept as it came; members of an earlier scrub are replaced. */
final class NdjsonList implements CampaignList {

    private final BufferedReader text;
    private final ContactColumn column;

    NdjsonList(BufferedReader text, ContactColumn column) throws IOException {
        this.text = text;
        this.column = column;
        try {
            CampaignList.marked(text);
        } catch (CharacterCodingException _) {
            throw CampaignList.notUtf8();
        }
    }

    @Override
    public Optional<ListRow> next() throws IOException {
        try {
            for (var line = line(); line != null; line = line()) {
                if (!line.isBlank()) return Optional.of(row(line.strip()));
            }
            return Optional.empty();
        } catch (CharacterCodingException _) {
            throw CampaignList.notUtf8();
        }
    }

    @Override
    public String head() {
        return "";
    }

    @Override
    public String tail(ScrubSummary summary) {
        var tail = Json.MAPPER.createObjectNode();
        var counts = tail.putObject("askfirst_summary");
        counts.put("rows", summary.rows());
        counts.set("outcomes", Json.MAPPER.valueToTree(summary.outcomes()));
        counts.set("reasons", Json.MAPPER.valueToTree(summary.reasons()));
        return tail + "\n";
    }

    /** As {@code readLine}, but with a limit on the length of a line. */
    private String line() throws IOException {
        var line = new StringBuilder();
        int c;
        while ((c = text.read()) != -1 && c != '\n') {
            if (line.length() == CsvDialect.LONGEST_ROW) {
                throw Fault.invalid("body", "has a line of over " + CsvDialect.LONGEST_ROW + " characters");
            }
            line.append((char) c);
        }
        return c == -1 && line.isEmpty() ? null : line.toString();
    }

    private ListRow row(String line) {
        try {
            return Json.MAPPER.readTree(line) instanceof ObjectNode members
                    ? new Members(line, members)
                    : new Broken(line, Fault.invalid("row", "is not a JSON object"));
        } catch (JsonProcessingException _) {
            return new Broken(line, Fault.invalid("row", "is not JSON"));
        }
    }

    private static ObjectNode answered(RowAnswer answer) {
        var members = Json.MAPPER.createObjectNode().put(RowAnswer.OUTCOME, answer.outcome());
        var reasons = members.putArray(RowAnswer.REASONS);
        answer.reasons().forEach(reasons::add);
        answer.notBefore().ifPresent(at -> members.put(RowAnswer.NOT_BEFORE, at));
        answer.decision().ifPresent(id -> members.put(RowAnswer.DECISION, id));
        return members;
    }

    private final class Members implements ListRow {

        private final String line;
        private final ObjectNode members;

        Members(String line, ObjectNode members) {
            this.line = line;
            this.members = members;
        }

        @Override
        public String contact() {
            for (var name : column.names()) {
                for (var member : members.properties()) {
                    if (ContactColumn.small(member.getKey()).equals(name)) return text(name, member.getValue());
                }
            }
            throw column.missing("row");
        }

        private static String text(String name, JsonNode value) {
            if (value.isTextual() || value.isIntegralNumber()) return CsvDialect.trimmed(value.asText());
            throw Fault.invalid(name, "must be text");
        }

        @Override
        public void write(RowAnswer answer, StringBuilder to) {
            // Numbers would not all be written as they were read: the text is kept, and goes on before its last brace.
            var old = RowAnswer.COLUMNS.stream().anyMatch(members::has);
            var row = old ? members.deepCopy().remove(RowAnswer.COLUMNS).toString() : line;
            to.append(row, 0, row.lastIndexOf('}'))
                    .append(row.replaceAll("\\s", "").equals("{}") ? "" : ",");
            to.append(
                    answered(answer).toString(), 1, answered(answer).toString().length());
            to.append('\n');
        }
    }

    /** A line that holds no object: it comes back as text. */
    private record Broken(String line, Fault fault) implements ListRow {

        @Override
        public String contact() {
            throw fault;
        }

        @Override
        public void write(RowAnswer answer, StringBuilder to) {
            to.append(answered(answer).put("askfirst_line", line)).append('\n');
        }
    }
}
