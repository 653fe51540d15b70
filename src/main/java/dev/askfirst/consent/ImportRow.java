package dev.askfirst.consent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Json;
import java.util.Optional;

/** One row of a file, in the words of its tool: the members of an act, or the columns of an export. */
public record ImportRow(long line, Content content, Optional<Fault> fault) {

    sealed interface Content {
        /** Columns of text. */
        record Cells(NamedCsvRecord cells) implements Content {}

        /** An object with members of any type. */
        record Members(ObjectNode members) implements Content {}

        /** Nothing that can be read. */
        record Nothing() implements Content {}
    }

    static ImportRow of(long line, ObjectNode members) {
        return new ImportRow(line, new Content.Members(members), Optional.empty());
    }

    static ImportRow of(long line, NamedCsvRecord cells) {
        return new ImportRow(line, new Content.Cells(cells), Optional.empty());
    }

    static ImportRow broken(long line, Fault fault) {
        return new ImportRow(line, new Content.Nothing(), Optional.of(fault));
    }

    /** Whether every column is text. */
    boolean isText() {
        return content instanceof Content.Cells;
    }

    /** All columns as members; made anew for each call, and the caller's own. */
    ObjectNode members() {
        return switch (content) {
            case Content.Cells(var cells) -> {
                var members = Json.MAPPER.createObjectNode();
                cells.getFieldsAsMap().forEach((column, value) -> {
                    if (!value.isEmpty()) members.put(column, value);
                });
                yield members;
            }
            case Content.Members(var members) -> members.deepCopy();
            case Content.Nothing _ -> Json.MAPPER.createObjectNode();
        };
    }

    /** The text of a column; empty cells count as absent. */
    public Optional<String> text(String column) {
        Optional<String> text = switch (content) {
            case Content.Cells(var cells) -> cells.findField(column);
            case Content.Members(var members) ->
                Optional.ofNullable(members.get(column)).map(value -> value.asText());
            case Content.Nothing _ -> Optional.empty();
        };
        return text.map(String::strip).filter(it -> !it.isEmpty());
    }
}
