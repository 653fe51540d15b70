package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Features, and the rooms that large ones have, as {@code docs/architecture.md} draws them: no arrow more, and none less. */
class RoomsTest {

    private static final String OURS = "dev.askfirst.";
    private static final Path SOURCES = Path.of("src/main/java/dev/askfirst");
    private static final Path DRAWN = Path.of("docs/architecture.md");
    private static final int MOST_FILES = 35;
    private static final Pattern ARROW = Pattern.compile("^ *([a-z.]+) ─*[►◄] (.+)$");
    private static final String NOTHING = "nothing of ours";

    @Test
    void featuresUseEachOtherAsDrawn() throws IOException {
        assertDrawn("features", arrows((from, to) -> {
            if (!feature(from).equals(feature(to))) count(feature(from), feature(to));
        }));
    }

    @Test
    void roomsOfAFeatureUseEachOtherAsDrawn() throws IOException {
        assertDrawn("rooms", arrows((from, to) -> {
            if (feature(from).equals(feature(to)) && !from.equals(to)) count(from, room(to));
        }));
    }

    /** What no other feature needs stays behind a closed door. */
    @Test
    void otherFeaturesEnterByTheDoorsThatAreDrawn() throws IOException {
        assertDrawn("doors", arrows((from, to) -> {
            if (!feature(from).equals(feature(to)) && rooms(feature(to)) > 1) count(feature(to), room(to));
        }));
    }

    @Test
    void noRoomsDependOnEachOtherInACircle() {
        SlicesRuleDefinition.slices()
                .matching("dev.askfirst.(**)")
                .should()
                .beFreeOfCycles()
                .check(Routes.CODE);
    }

    @Test
    void everyRoomIsSmallAndSaysWhatItIsFor() throws IOException {
        try (var folders = Files.walk(SOURCES)) {
            var wrong = new ArrayList<String>();
            for (var folder : folders.filter(Files::isDirectory).toList()) {
                var files = files(folder);
                if (files.isEmpty()) continue;
                if (files.size() > MOST_FILES) wrong.add(folder + " has " + files.size() + " files");
                if (!files.contains("package-info.java")) wrong.add(folder + " does not say what it is for");
            }
            assertEquals(List.of(), wrong);
        }
    }

    private final Map<String, Set<String>> found = new TreeMap<>();

    private void count(String from, String to) {
        found.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
    }

    private Map<String, Set<String>> arrows(BiConsumer<String, String> each) {
        for (var type : Routes.CODE) {
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                if (isOurs(dependency)) each.accept(packageOf(type), packageOf(dependency.getTargetClass()));
            }
        }
        return found;
    }

    private static boolean isOurs(Dependency dependency) {
        return dependency.getTargetClass().getPackageName().startsWith(OURS)
                && dependency.getOriginClass().getPackageName().startsWith(OURS);
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring(OURS.length());
    }

    private static String feature(String folder) {
        return folder.split("\\.")[0];
    }

    /** The last part of its name; of a feature's own folder, the feature's. */
    private static String room(String folder) {
        return folder.substring(folder.lastIndexOf('.') + 1);
    }

    private static long rooms(String feature) {
        return Routes.CODE.stream()
                .map(RoomsTest::packageOfAny)
                .filter(it -> feature(it).equals(feature))
                .distinct()
                .count();
    }

    private static String packageOfAny(JavaClass type) {
        return type.getPackageName().startsWith(OURS) ? packageOf(type) : "";
    }

    private static Set<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(".java"))
                    .collect(Collectors.toSet());
        }
    }

    private static void assertDrawn(String block, Map<String, Set<String>> real) throws IOException {
        var text = Files.readString(DRAWN);
        var start = text.indexOf("<!-- " + block + " -->");
        assertTrue(start >= 0, block);
        var drawn = new TreeMap<String, Set<String>>();
        for (var line :
                text.substring(start, text.indexOf("<!-- end -->", start)).split("\n")) {
            var arrow = ARROW.matcher(line);
            if (!arrow.matches() || arrow.group(2).equals(NOTHING)) continue;
            drawn.computeIfAbsent(arrow.group(1), _ -> new TreeSet<>())
                    .addAll(List.of(arrow.group(2).split(", ")));
        }
        assertEquals(lines(real), lines(drawn));
    }

    private static String lines(Map<String, Set<String>> arrows) {
        return arrows.entrySet().stream()
                .map(it -> it.getKey() + ": " + String.join(", ", it.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
