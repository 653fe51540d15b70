package dev.askfirst.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The colours of charts, as they stand in the style sheets: whatever stands side by side differs in lightness by 3:1 or more
 * (WCAG 2.2, 1.4.11), so also in grey, and as eyes see it that lack a kind of cones.
 */
class ChartColoursTest {

    private static final Path ASSETS = Path.of("src/main/resources/META-INF/resources/assets");
    private static final double LEAST = 3;

    private static final Pattern DARK =
            Pattern.compile("@media \\(prefers-color-scheme: dark\\) \\{\\s*:root \\{(.*?)}", Pattern.DOTALL);
    private static final Pattern LIGHT = Pattern.compile("^:root \\{(.*?)}", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern COLOUR = Pattern.compile("(--[a-z0-9-]+): (#[0-9a-f]{6});");

    /** How eyes see linear light: all cones; without those for long waves; without those for middle ones (Machado et al., 2009). */
    private enum Eyes {
        USUAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881);

        private final double[] seen;

        Eyes(double... seen) {
            this.seen = seen;
        }

        double luminance(String colour) {
            var light = IntStream.of(1, 3, 5)
                    .mapToDouble(at -> linear(Integer.parseInt(colour, at, at + 2, 16)))
                    .toArray();
            var three = IntStream.of(0, 3, 6)
                    .mapToDouble(row -> seen[row] * light[0] + seen[row + 1] * light[1] + seen[row + 2] * light[2])
                    .map(it -> Math.clamp(it, 0, 1))
                    .toArray();
            return 0.2126 * three[0] + 0.7152 * three[1] + 0.0722 * three[2];
        }

        private static double linear(int of255) {
            var value = of255 / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }

        double contrast(String one, String other) {
            var a = luminance(one);
            var b = luminance(other);
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        }
    }

    private final List<String> wrong = new ArrayList<>();

    /** Where nothing was deferred, permits and denials stand side by side: so all three differ from each other. */
    @Test
    void outcomesAreToldApart() throws IOException {
        for (var colours : themes()) {
            differ(colours, "--permit", "--defer");
            differ(colours, "--defer", "--deny");
            differ(colours, "--permit", "--deny");
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void topicsThatAreStackedDifferFromTheirNeighbours() throws IOException {
        for (var colours : themes()) {
            for (var i = 1; i < 6; i++) differ(colours, "--topic-" + i, "--topic-" + (i + 1));
            assertEquals(6, new HashSet<>(names("--topic-", 6).map(colours::get).toList()).size());
        }
        assertEquals(List.of(), wrong);
    }

    /** A bar that is nearly as light as the card has an edge of ink around it, which is not. */
    @Test
    void everyBarIsSeenOnItsCard() throws IOException {
        for (var colours : themes()) {
            differ(colours, "--ink", "--card");
            Stream.concat(Stream.of("--permit", "--defer", "--deny"), names("--topic-", 6))
                    .filter(it -> !differs(colours, it, "--card") && !differs(colours, "--ink", "--card"))
                    .forEach(it -> wrong.add(it + " is not seen"));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyLineIsSeenOnItsCard() throws IOException {
        for (var colours : themes()) names("--curve-", 4).forEach(it -> differ(colours, it, "--card"));
        assertEquals(List.of(), wrong);
    }

    /** On the person's page: messages let through and stopped, hours open and shut. */
    @Test
    void picturesOnThePersonsPageAreSeen() throws IOException {
        var css = Files.readString(ASSETS.resolve("askfirst.css"));
        for (var rule : List.of(
                ".weeks .through { fill: var(--accent); }",
                ".weeks .stopped { fill: var(--card); stroke: var(--quiet);",
                ".ribbon .open { fill: var(--accent); }",
                ".ribbon .shut { fill: var(--card); stroke: var(--line);")) assertTrue(css.contains(rule), rule);
        for (var colours : themes()) {
            differ(colours, "--accent", "--card");
            differ(colours, "--quiet", "--card");
            differ(colours, "--line", "--card");
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theScriptDrawsWithTheseColoursAndNoOthers() throws IOException {
        var script = Files.readString(ASSETS.resolve("console.js"));
        assertTrue(script.contains("{ permit: '--permit', defer: '--defer', deny: '--deny' }"));
        assertTrue(script.contains("TOPICS = [" + quoted(names("--topic-", 6)) + "]"));
        assertTrue(script.contains("CURVES = [" + quoted(names("--curve-", 4)) + "]"));
        assertTrue(script.contains("stroke: colour('--ink'), width: 1"), "bars have an edge");
    }

    /** The unit of what stands upwards; what stands sideways is the head of the first column. */
    @Test
    void everyChartSaysItsUnits() throws IOException {
        var charts = 0;
        try (var files = Files.walk(Path.of("src/main/resources/templates"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var figures = Pattern.compile("<figure[^>]*data-chart[^>]*>").matcher(Files.readString(file));
                while (figures.find()) {
                    charts++;
                    if (!figures.group().matches(".* data-unit=\"\\{[^\"]+}\".*"))
                        wrong.add(file + ": " + figures.group());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(charts >= 4, "only " + charts);
    }

    private static Stream<String> names(String start, int most) {
        return IntStream.rangeClosed(1, most).mapToObj(i -> start + i);
    }

    private static String quoted(Stream<String> names) {
        return String.join(", ", names.map(it -> "'" + it + "'").toList());
    }

    private void differ(Map<String, String> colours, String one, String other) {
        for (var eyes : Eyes.values()) {
            var contrast = eyes.contrast(colours.get(one), colours.get(other));
            if (contrast < LEAST) wrong.add("%s %s %s: %.2f".formatted(eyes, one, other, contrast));
        }
    }

    private static boolean differs(Map<String, String> colours, String one, String other) {
        return Stream.of(Eyes.values()).allMatch(it -> it.contrast(colours.get(one), colours.get(other)) >= LEAST);
    }

    /** Light, and dark: what the one does not say stays as in the other. */
    private static List<Map<String, String>> themes() throws IOException {
        var light = new HashMap<String, String>();
        for (var sheet : List.of("askfirst.css", "console.css")) light.putAll(read(sheet, LIGHT));
        var dark = new HashMap<>(light);
        for (var sheet : List.of("askfirst.css", "console.css")) dark.putAll(read(sheet, DARK));
        assertTrue(dark.size() > 20 && !dark.equals(light));
        return List.of(light, dark);
    }

    private static Map<String, String> read(String sheet, Pattern block) throws IOException {
        var colours = new HashMap<String, String>();
        var found = block.matcher(Files.readString(ASSETS.resolve(sheet)));
        assertTrue(found.find(), sheet);
        COLOUR.matcher(found.group(1)).results().forEach(it -> colours.put(it.group(1), it.group(2)));
        return colours;
    }
}
