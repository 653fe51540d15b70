package dev.askfirst.platform.language;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A file of texts: the patterns, and, where the file declares them, the names of the values that a text takes. */
record TextFile(Map<String, String> patterns, Map<String, List<String>> values) {

    /** Empty if there is no such file. */
    static Optional<TextFile> read(String part, String language) {
        try (var file = TextFile.class.getResourceAsStream("/messages/" + part + "_" + language + ".properties")) {
            if (file == null) return Optional.empty();
            var lines = new Properties();
            lines.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return Optional.of(of(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TextFile of(Properties lines) {
        var patterns = new HashMap<String, String>();
        var values = new HashMap<String, List<String>>();
        for (var declared : lines.stringPropertyNames()) {
            var open = declared.indexOf('(');
            var key = open < 0 ? declared : declared.substring(0, open);
            patterns.put(key, lines.getProperty(declared));
            if (open >= 0)
                values.put(
                        key,
                        List.of(declared.substring(open + 1, declared.length() - 1)
                                .split(",")));
        }
        return new TextFile(Map.copyOf(patterns), Map.copyOf(values));
    }
}
