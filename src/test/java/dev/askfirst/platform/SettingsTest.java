package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How often something runs and how long it is kept is a setting with a name, and stands on the page of settings. */
class SettingsTest {

    private static final Path MAIN = Path.of("src/main/java/dev/askfirst");
    private static final Path PAGE = Path.of("docs/operations/settings.md");
    private static final Pattern SCHEDULE = Pattern.compile("every = \"(?!\\{)");
    /** A unit that is multiplied by a number is no literal. */
    private static final Pattern INTERVAL = Pattern.compile("(?<!\\* )interval '\\d+ [a-z]+'(?! \\*)");

    private static final String MONTHS = "counts calendar months";

    /** Where a length of time is written into a statement. One that no longer holds any must go from here. */
    private static final Map<String, String> INTERVALS = Map.of(
            "audit/PageInspections", MONTHS,
            "decision/record/DecisionInspections", MONTHS,
            "decision/retention/Partitions", MONTHS);

    @Test
    void schedulesHaveNames() throws IOException {
        assertEquals(Set.of(), holding(SCHEDULE));
    }

    @Test
    void statementsHoldNoLengthOfTime() throws IOException {
        assertEquals(new TreeSet<>(INTERVALS.keySet()), holding(INTERVAL));
    }

    /** Each with the default that holds if nobody sets it. */
    @Test
    void settingsOfOursAreOnThePageWithTheirDefaults() throws IOException {
        var page = Files.readAllLines(PAGE);
        var missing = new TreeMap<String, String>();
        SettingNames.applicationProperties().forEach((key, value) -> {
            var name = (String) key;
            var variable = "`" + name.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT) + "`";
            if (!name.startsWith("askfirst.")) return;
            if (page.stream().noneMatch(line -> line.contains(variable) && line.contains((String) value)))
                missing.put(name, (String) value);
        });
        assertEquals(Map.of(), missing);
    }

    private static Set<String> holding(Pattern pattern) throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.walk(MAIN)) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                if (pattern.matcher(Files.readString(file)).find())
                    found.add(
                            MAIN.relativize(file).toString().replace('\\', '/').replace(".java", ""));
            }
        }
        return found;
    }
}
