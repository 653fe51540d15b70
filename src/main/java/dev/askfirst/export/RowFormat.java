package dev.askfirst.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.SpreadsheetCsv;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How one line of an export is written; what the lines hold stands in {@code docs/export-format.md}. */
enum RowFormat {
    NDJSON("ndjson", "") {
        @Override
        void facts(StringBuilder to, long index, String leaf, String entry) {
            start(to, index, leaf).append("\"entry\":").append(entry).append("}\n");
        }

        @Override
        void hash(StringBuilder to, long index, String leaf, String why) {
            start(to, index, leaf).append("\"why\":\"").append(why).append("\"}\n");
        }

        private StringBuilder start(StringBuilder to, long index, String leaf) {
            return to.append("{\"index\":")
                    .append(index)
                    .append(",\"leaf\":\"")
                    .append(leaf)
                    .append("\",");
        }
    },

    CSV(
            "csv",
            "index,leaf,why,kind,id,at,person,point,sender,controller,topic,channel,event,outcome,reasons,entry\r\n") {
        @Override
        void facts(StringBuilder to, long index, String leaf, String entry) {
            row(to, index, leaf, "", columns(entry));
        }

        @Override
        void hash(StringBuilder to, long index, String leaf, String why) {
            row(to, index, leaf, why, Collections.nCopies(COLUMNS, ""));
        }

        private void row(StringBuilder to, long index, String leaf, String why, List<String> rest) {
            var cells = new ArrayList<>(List.of(String.valueOf(index), leaf, why));
            cells.addAll(rest);
            SpreadsheetCsv.row(to, cells.toArray(String[]::new));
        }
    };

    private static final List<String> TIMES = List.of("decided", "known", "made", "at");
    private static final List<String> PLAIN =
            List.of("person", "point", "sender", "controller", "topic", "channel", "event", "outcome");

    /** Kind, id, time, the plain ones, reasons, and the entry. */
    private static final int COLUMNS = 3 + PLAIN.size() + 2;

    private final String ending;
    private final String header;

    RowFormat(String ending, String header) {
        this.ending = ending;
        this.header = header;
    }

    /** An entry with its facts. */
    abstract void facts(StringBuilder to, long index, String leaf, String entry);

    /** An entry of which only the hash is told, and why. */
    abstract void hash(StringBuilder to, long index, String leaf, String why);

    String ending() {
        return ending;
    }

    String header() {
        return header;
    }

    /** What stands in an entry, a column each, and at last the entry itself. */
    private static List<String> columns(String json) {
        var entry = Json.stored(json);
        var columns = new ArrayList<String>(COLUMNS);
        columns.add(text(entry.path("kind")));
        columns.add(text(entry.has("id") ? entry.get("id") : entry.path("version")));
        columns.add(text(
                TIMES.stream().filter(entry::has).findFirst().map(entry::get).orElse(entry.path("none"))));
        for (var name : PLAIN) columns.add(text(member(entry, name)));
        columns.add(StreamSupport.stream(entry.path("reasons").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" ")));
        columns.add(json);
        return columns;
    }

    private static JsonNode member(JsonNode entry, String name) {
        if (entry.has(name)) return entry.get(name);
        if (entry.path("act").has(name)) return entry.path("act").get(name);
        return name.equals("sender") ? entry.path("by").path(name) : entry.path("none");
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : "";
    }
}
