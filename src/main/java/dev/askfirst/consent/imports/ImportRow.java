package dev.askfirst.consent.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.CsvDialect;
import dev.askfirst.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of a file in the format of its tool: the members of an act, or the columns of an export. */
public record ImportRow(long line, Content content, Optional<Fault> fault) {

    sealed interface Content {
        /** Columns of text. */
        record Cells(ImportHeader header, List<String> cells) implements Content {}

        /** An object with members of any type. */
        record Members(ObjectNode members) implements Content {}

        /** The row cannot be read. */
        record Nothing() implements Content {}
    }

    static ImportRow of(long line, ObjectNode members) {
        return new ImportRow(line, new Content.Members(members), Optional.empty());
    }

    static ImportRow of(long line, ImportHeader header, List<String> cells) {
        return new ImportRow(line, new Content.Cells(header, cells), Optional.empty());
    }

    static ImportRow broken(long line, Fault fault) {
        return new ImportRow(line, new Content.Nothing(), Optional.of(fault));
    }

    /** Whether every column is text. */
    boolean isText() {
        return content instanceof Content.Cells;
    }

    /** All columns as members: a new object for each call, which the caller may change. */
    ObjectNode members() {
        return switch (content) {
            case Content.Cells(var header, var cells) -> {
                var members = Json.MAPPER.createObjectNode();
                for (var i = 0; i < header.width(); i++) {
                    var value = CsvDialect.trimmed(cells.get(i));
                    if (!value.isEmpty() && !members.has(header.names().get(i)))
                        members.put(header.names().get(i), value);
                }
                yield members;
            }
            case Content.Members(var members) -> trimmed(members.deepCopy());
            case Content.Nothing _ -> Json.MAPPER.createObjectNode();
        };
    }

    /** The names of its columns or members. */
    List<String> names() {
        return switch (content) {
            case Content.Cells(var header, var _) -> header.names();
            case Content.Members(var members) ->
                members.properties().stream().map(Map.Entry::getKey).toList();
            case Content.Nothing _ -> List.of();
        };
    }

    /** Whether there is such a column, filled or not. */
    boolean has(String column) {
        return names().stream().anyMatch(column::equalsIgnoreCase);
    }

    /** The text of a column; empty cells count as absent, and so does {@code null}. A list is its JSON. */
    public Optional<String> text(String column) {
        Optional<String> text = switch (content) {
            case Content.Cells(var header, var cells) -> header.cell(cells, column);
            case Content.Members(var members) ->
                Optional.ofNullable(members.get(column))
                        .filter(value -> !value.isNull())
                        .map(value -> value.isContainerNode() ? value.toString() : value.asText());
            case Content.Nothing _ -> Optional.empty();
        };
        return text.map(CsvDialect::trimmed).filter(it -> !it.isEmpty());
    }

    private static ObjectNode trimmed(ObjectNode members) {
        for (var member : members.properties()) {
            switch (member.getValue()) {
                case TextNode text -> member.setValue(TextNode.valueOf(CsvDialect.trimmed(text.textValue())));
                case ObjectNode nested -> trimmed(nested);
                default -> {}
            }
        }
        return members;
    }
}
