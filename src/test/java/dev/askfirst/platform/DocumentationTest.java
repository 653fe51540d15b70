package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pages point to is there: files and headings, tests, classes, routes, settings. */
class DocumentationTest {

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w+)`");
    private static final Pattern ROUTE = Pattern.compile("`(?:(?:GET|POST|PUT|DELETE) )?(/[^`]*)`");
    private static final Pattern BELOW_A_PERSON = Pattern.compile("`…(/[^`]+)`");
    private static final Pattern VARIABLE = Pattern.compile("`((?:ASKFIRST|QUARKUS|MP)_[A-Z0-9_]+)`");
    private static final Path SECURITY = Path.of("docs/security.md");
    private static final Pattern CHAPTER = Pattern.compile("(?m)^\\| V\\d+.*$");
    private static final Set<String> CHAPTERS =
            Set.of("1", "2", "3", "4", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16");

    static Stream<Path> pages() throws IOException {
        var top = Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path::of);
        var clients = Stream.of("java", "python", "node").map(it -> Path.of("clients", it, "README.md"));
        try (var docs = Files.walk(Path.of("docs"))) {
            var below =
                    docs.filter(it -> it.toString().endsWith(".md")).sorted().toList();
            return Stream.of(top, clients, below.stream()).flatMap(it -> it);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        var broken = new ArrayList<String>();
        for (var link : links(page)) {
            if (!link.matches("(https?|mailto):.*") && !leadsSomewhere(page, link)) broken.add(link);
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            var there = files.map(it -> it.getFileName().toString()).collect(Collectors.toSet());
            assertEquals(List.of(), missing(TEST, Files.readString(SECURITY), it -> there.contains(it + ".java")));
        }
    }

    /** What is claimed of a chapter of ASVS is shown by a test. */
    @Test
    void everyChapterOfAsvsHasItsTests() throws IOException {
        var text = Files.readString(SECURITY);
        var rows = CHAPTER.matcher(text.substring(text.indexOf("## ASVS")))
                .results()
                .map(MatchResult::group)
                .toList();
        var chapters = rows.stream()
                .map(row -> row.replaceFirst("^\\| V(\\d+).*", "$1"))
                .collect(Collectors.toSet());
        assertEquals(CHAPTERS, chapters);
        assertEquals(
                List.of(),
                rows.stream().filter(row -> !TEST.matcher(row).find()).toList());
    }

    @Test
    void everyClassThatContributorsAreSentToIsThere() throws IOException {
        var text = Files.readString(Path.of("docs/contributors.md"));
        Predicate<String> there =
                it -> Files.exists(Path.of("src/main/java/dev/askfirst", it.replace('.', '/') + ".java"));
        assertEquals(List.of(), missing(CLASS, text, there));
    }

    @Test
    void everyDecisionIsInTheIndexOfDecisions() throws IOException {
        var index = Path.of("docs/adr/README.md");
        var listed = links(index);
        try (var files = Files.list(index.getParent())) {
            var left = files.map(it -> it.getFileName().toString())
                    .filter(it -> it.matches("\\d{4}-.*\\.md") && !listed.contains(it))
                    .sorted()
                    .toList();
            assertEquals(List.of(), left);
        }
    }

    @Test
    void everyRouteHasALineOnWhoMayUseIt() throws IOException {
        var text = Files.readString(SECURITY);
        var named = new TreeSet<String>();
        named.addAll(ROUTE.matcher(text).results().map(DocumentationTest::first).toList());
        BELOW_A_PERSON
                .matcher(text)
                .results()
                .map(DocumentationTest::first)
                .forEach(it -> named.add("/v1/persons/{id}" + it));
        var routes = new ArrayList<String>();
        new YAMLMapper().readTree(Contract.whole()).get("paths").fieldNames().forEachRemaining(routes::add);
        routes.removeIf(route -> named.stream().anyMatch(it -> covers(it, route)));
        assertEquals(List.of(), routes);
    }

    @Test
    void everySettingIsOneThatIsRead() throws IOException, ReflectiveOperationException {
        var read = SettingNames.asVariables();
        SettingNames.applicationProperties().stringPropertyNames().stream()
                .map(it -> it.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
                .forEach(read::add);
        var settings = Files.readString(Path.of("docs/operations/settings.md"));
        assertEquals(List.of(), missing(VARIABLE, settings, read::contains));
    }

    private static boolean covers(String named, String route) {
        if (!named.endsWith("…")) return named.equals(route);
        return route.startsWith(named.substring(0, named.length() - 1));
    }

    private static List<String> missing(Pattern pattern, String text, Predicate<String> there) {
        return pattern.matcher(text)
                .results()
                .map(DocumentationTest::first)
                .filter(there.negate())
                .distinct()
                .toList();
    }

    private static String first(MatchResult found) {
        return found.group(1);
    }

    private static List<String> links(Path page) throws IOException {
        var prose = CODE.matcher(Files.readString(page)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
                .toList();
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) return false;
        return parts.length == 1 || headings(target).contains(parts[1]);
    }

    /** As GitHub names them: small letters, hyphens for blanks, a number where the same comes again. */
    static List<String> headings(Path page) throws IOException {
        var text = Pattern.compile("(?ms)^```.*?^```$")
                .matcher(Files.readString(page))
                .replaceAll("");
        var seen = new HashMap<String, Integer>();
        return HEADING.matcher(text)
                .results()
                .map(it -> it.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .map(it -> {
                    var times = seen.merge(it, 1, Integer::sum);
                    return times == 1 ? it : it + "-" + (times - 1);
                })
                .toList();
    }
}
