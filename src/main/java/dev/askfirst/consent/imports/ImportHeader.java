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
 * The columns of a CSV file. Capitals and white space around a name do not matter; commas after the last one neither.
 *
 * @param names of the columns, spelled as their format spells them; empty for one without a name
 * @param places of names as they are, and in small letters
 */
record ImportHeader(List<String> names, Map<String, Integer> places) {

    /** The first of several columns of one name counts: exports do repeat columns that nobody needs. */
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

    /** The cell of a row under this column; none where there is no such column. */
    Optional<String> cell(List<String> row, String column) {
        var place = places.get(column);
        if (place == null) place = places.get(small(column));
        return place == null ? Optional.empty() : Optional.of(row.get(place));
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
