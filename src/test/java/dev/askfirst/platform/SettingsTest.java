package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
            "decision/retention/Partitions", MONTHS,
            "search/moves/SaidActs", "the unit in which ids count");

    private static final Set<String> NOT_FOR_OPERATORS =
            Set.of("ASKFIRST_DEMO", "ASKFIRST_MAIL_FOLDER", "ASKFIRST_SMS_FOLDER", "ASKFIRST_EXPORTS_ENTRIES_PER_FILE");

    @Test
    void schedulesHaveNames() throws IOException {
        assertEquals(Set.of(), holding(SCHEDULE));
    }

    @Test
    void statementsHoldNoLengthOfTime() throws IOException {
        assertEquals(new TreeSet<>(INTERVALS.keySet()), holding(INTERVAL));
    }

    @Test
    void thePageHasEachOfThemAsItIsDeclared() throws IOException {
        var page = Files.readString(PAGE);
        assertEquals(SettingsPage.made(page), page, "run ./askfirst settings");
    }

    /** None that is read is left out, but for those of a machine of one's own. */
    @Test
    void whoeverDeclaresASettingSaysWhatItIs() throws IOException, ReflectiveOperationException {
        var said = SettingsPage.declared().keySet().stream()
                .map(SettingsPage::variableOf)
                .collect(Collectors.toCollection(TreeSet::new));
        var silent = SettingNames.ours();
        silent.removeAll(said);
        // An element of a list has a name of its own.
        silent.removeIf(it -> it.endsWith("___"));
        assertEquals(NOT_FOR_OPERATORS, silent);
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
