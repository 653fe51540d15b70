package dev.askfirst.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Rows as CSV with a header. The columns for people must follow from the entry in the last column. */
final class CsvRows implements Rows {

    private final Lines lines;
    private boolean headed;

    CsvRows(Lines lines) {
        this.lines = lines;
    }

    @Override
    public Optional<ExportedEntry> next() throws IOException, Tampered {
        if (!headed && !header()) return Optional.empty();
        if (!lines.next()) return Optional.empty();
        var cells = cells();
        if (cells.size() != Columns.NAMES.size()) throw new Tampered("its line has " + cells.size() + " cells");
        var entry = cells.getLast();
        var why = cells.get(2);
        if (entry.isEmpty() == why.isEmpty()) throw new Tampered("its line has both facts and a reason, or neither");
        if (!cells.subList(3, cells.size() - 1).equals(Columns.of(entry))) {
            throw new Tampered("its columns are not those of its entry");
        }
        var bytes = entry.getBytes(StandardCharsets.UTF_8);
        try {
            if (!cells.getFirst().matches("\\d{1,18}") || cells.get(1).length() != 2 * Hashing.LENGTH)
                throw new Tampered("its line cannot be read");
            var leaf = HexFormat.of().parseHex(cells.get(1));
            return Optional.of(new ExportedEntry(Long.parseLong(cells.getFirst()), leaf, bytes, 0, bytes.length, why));
        } catch (IllegalArgumentException _) {
            throw new Tampered("its line cannot be read");
        }
    }

    private boolean header() throws IOException, Tampered {
        if (!lines.next()) return false;
        headed = true;
        if (!cells().equals(Columns.NAMES)) throw new Tampered("its file begins with other columns");
        return true;
    }

    /** No cell holds a line end: where a text has one, it is escaped in the entry. */
    private List<String> cells() throws Tampered {
        var length = lines.length();
        if (length > 0 && lines.bytes()[lines.first() + length - 1] == '\r') length--;
        var line = new String(lines.bytes(), lines.first(), length, StandardCharsets.UTF_8);
        var cells = new ArrayList<String>();
        for (var at = 0; at <= line.length(); ) {
            if (at < line.length() && line.charAt(at) == '"') {
                var end = at + 1;
                while (end < line.length() && (line.charAt(end) != '"' || quoteAt(line, end + 1)))
                    end += line.charAt(end) == '"' ? 2 : 1;
                if (end >= line.length() || end + 1 < line.length() && line.charAt(end + 1) != ',')
                    throw new Tampered("its line cannot be read");
                cells.add(line.substring(at + 1, end).replace("\"\"", "\""));
                at = end + 2;
            } else {
                var end = line.indexOf(',', at);
                if (end < 0) end = line.length();
                cells.add(line.substring(at, end));
                at = end + 1;
            }
        }
        return cells;
    }

    private static boolean quoteAt(String line, int at) {
        return at < line.length() && line.charAt(at) == '"';
    }
}
