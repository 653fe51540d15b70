package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The glossary names no class that is not there, and each where it is. */
class GlossaryTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/askfirst");
    private static final Pattern CLASS =
            Pattern.compile("`((?:[a-z]+\\.)*)([A-Z][A-Za-z]+)(…?)((?:\\.[A-Z][A-Za-z]+)?)`");
    private static final int MANY = 150;

    @Test
    void everyClassThatItNamesIsThere() throws IOException {
        var classes = classes();
        var wrong = new ArrayList<String>();
        var named = 0;
        var text = Files.readString(Path.of("docs/glossary.md"));
        var matcher = CLASS.matcher(text);
        while (matcher.find()) {
            named++;
            var name = matcher.group(1) + matcher.group(2);
            if (classes.stream()
                    .noneMatch(it -> isMeant(it, name, !matcher.group(3).isEmpty()))) wrong.add(name);
        }
        assertEquals(List.of(), wrong);
        assertTrue(named > MANY, "only " + named + " classes are named");
    }

    /** By its package or without, and with an ellipsis all that begin alike. */
    private static boolean isMeant(String type, String name, boolean beginning) {
        var simple = type.substring(type.lastIndexOf('.') + 1);
        if (beginning) return simple.startsWith(name.substring(name.lastIndexOf('.') + 1));
        return type.equals(name) || simple.equals(name);
    }

    private static Set<String> classes() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(it -> it.toString().endsWith(".java"))
                    .map(it -> SOURCES.relativize(it).toString())
                    .map(it -> it.substring(0, it.length() - ".java".length()).replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }
}
