package dev.askfirst.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.CsvText;
import dev.askfirst.platform.json.Json;
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
            to.append(index).append(',').append(leaf).append(",,");
            columns(to, entry);
            to.append('"').append(entry.replace("\"", "\"\"")).append("\"\r\n");
        }

        @Override
        void hash(StringBuilder to, long index, String leaf, String why) {
            to.append(index).append(',').append(leaf).append(',').append(why).append(",,,,,,,,,,,,,\r\n");
        }
    };

    private static final List<String> TIMES = List.of("decided", "known", "made", "at");
    private static final List<String> PLAIN =
            List.of("person", "point", "sender", "controller", "topic", "channel", "event", "outcome");

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

    private static void columns(StringBuilder to, String json) {
        var entry = tree(json);
        cell(to, entry.path("kind"));
        cell(to, entry.has("id") ? entry.get("id") : entry.path("version"));
        cell(to, TIMES.stream().filter(entry::has).findFirst().map(entry::get).orElse(entry.path("none")));
        for (var name : PLAIN) cell(to, member(entry, name));
        var reasons = StreamSupport.stream(entry.path("reasons").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
        cell(to, reasons);
    }

    private static JsonNode member(JsonNode entry, String name) {
        if (entry.has(name)) return entry.get(name);
        if (entry.path("act").has(name)) return entry.path("act").get(name);
        return name.equals("sender") ? entry.path("by").path(name) : entry.path("none");
    }

    private static void cell(StringBuilder to, JsonNode value) {
        cell(to, value.isValueNode() ? value.asText() : "");
    }

    private static void cell(StringBuilder to, String text) {
        CsvText.cell(to, text);
        to.append(',');
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
