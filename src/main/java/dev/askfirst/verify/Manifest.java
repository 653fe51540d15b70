package dev.askfirst.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an export says it holds. */
record Manifest(String origin, String format, long first, long end, Map<String, Long> counts, List<Piece> files) {

    /** One file with its hash; of files with entries, the first of them and the one after the last. */
    record Piece(String name, String sha256, long first, long end) {
        boolean hasEntries() {
            return end >= 0;
        }
    }

    static final String VERSION = "askfirst export 1";

    static Manifest parse(String text) throws Unreadable {
        var json = StrictJson.object(text);
        try {
            if (!VERSION.equals(json.get("version"))) throw new Unreadable("the manifest is of another version");
            var range = (Map<?, ?>) json.get("range");
            var counts = new TreeMap<String, Long>();
            ((Map<?, ?>) json.get("counts")).forEach((reason, count) -> counts.put((String) reason, (Long) count));
            var files = new ArrayList<Piece>();
            for (var file : (List<?>) json.get("files")) files.add(piece((Map<?, ?>) file));
            return new Manifest(
                    (String) json.get("origin"),
                    (String) json.get("format"),
                    (Long) range.get("first"),
                    (Long) range.get("end"),
                    counts,
                    files);
        } catch (ClassCastException | NullPointerException _) {
            throw new Unreadable("the manifest lacks something");
        }
    }

    private static Piece piece(Map<?, ?> file) throws Unreadable {
        var name = (String) file.get("name");
        if (!name.matches("[a-z][a-z0-9-]*(\\.[a-z]+)?")) throw new Unreadable("`" + name + "` is no name of a file");
        var entries = file.containsKey("end");
        return new Piece(
                name,
                (String) file.get("sha256"),
                entries ? (Long) file.get("first") : -1,
                entries ? (Long) file.get("end") : -1);
    }
}
