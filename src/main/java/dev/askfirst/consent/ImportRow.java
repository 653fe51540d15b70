package dev.askfirst.consent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Fault;
import java.util.Optional;

/** One row of a file, in the words of its tool: the members of an act, or the columns of an export. */
record ImportRow(long line, ObjectNode members, Optional<Fault> fault) {

    static ImportRow of(long line, ObjectNode members) {
        return new ImportRow(line, members, Optional.empty());
    }

    static ImportRow broken(long line, Fault fault) {
        return new ImportRow(line, null, Optional.of(fault));
    }

    /** The text of a column; empty cells count as absent. */
    Optional<String> text(String column) {
        return Optional.ofNullable(members.get(column))
                .map(value -> value.asText().strip())
                .filter(it -> !it.isEmpty());
    }
}
