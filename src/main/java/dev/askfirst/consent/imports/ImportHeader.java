package dev.askfirst.consent.imports;

import dev.askfirst.platform.json.CsvDialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a CSV file. Case, white space around names, and commas after the last name do not matter.
 *
 * @param names of the columns, spelled as their format spells them; empty for a column without a name
 * @param places of the columns, by name as given and in lower case
 */
record ImportHeader(List<String> names, Map<String, Integer> places) {

    /** If several columns have one name, the first one counts: exports repeat columns that nobody needs. */
    static ImportHeader of(List<String> cells, Collection<String> spellings) {
        var spelled = new HashMap<String, String>();
        for (var spelling : spellings) spelled.put(small(spelling), spelling);
        var names = new ArrayList<String>(cells.size());
        for (var cell : cells) {
            var name = CsvDialect.trimmed(cell);
            names.add(spelled.getOrDefault(small(name), name));
        }
        while (!names.isEmpty() && names.getLast().isEmpty()) names.removeLast();
        var places = new HashMap<String, Integer>();
        for (var i = 0; i < names.size(); i++) {
            places.putIfAbsent(names.get(i), i);
            places.putIfAbsent(small(names.get(i)), i);
        }
        return new ImportHeader(List.copyOf(names), Map.copyOf(places));
    }

    int width() {
        return names.size();
    }

    /** The cell of a row in this column; empty if there is no such column. */
    Optional<String> cell(List<String> row, String column) {
        var place = places.get(column);
        if (place == null) place = places.get(small(column));
        return place == null ? Optional.empty() : Optional.of(row.get(place));
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
