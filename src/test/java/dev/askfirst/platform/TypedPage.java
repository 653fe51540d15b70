package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A page whose blocks a reader types one after the other: {@code sh} is typed, {@code json} or {@code text} right below it
 * is what it shows, a program is a file by the name in its first line. Blocks in other languages are only looked at.
 */
final class TypedPage {

    private record Typed(String script, Optional<Shown> shown) {}

    private static final Pattern BLOCK = Pattern.compile(
            "^```(?<language>sh|java|python|js)\\n(?<text>.*?)^```$(?:\\s+^```(?<shown>json|text)\\n(?<reply>.*?)^```$)?",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final String AFTER = "--- this was block %d";

    private final Path home = Path.of(System.getProperty("askfirst.home"));
    private final List<Typed> blocks = new ArrayList<>();
    private final List<String> programs = new ArrayList<>();

    private TypedPage() {}

    static TypedPage read(String name) throws IOException {
        var page = new TypedPage();
        var found = BLOCK.matcher(Files.readString(page.home.resolve(name)));
        while (found.find()) {
            if (!found.group("language").equals("sh")) page.programs.add(found.group("text"));
            else page.blocks.add(new Typed(found.group("text"), Shown.of(found.group("shown"), found.group("reply"))));
        }
        return page;
    }

    List<String> scripts() {
        return blocks.stream().map(Typed::script).toList();
    }

    /** Types all of it against the service on this port, in an empty folder, and looks whether each block shows what it should. */
    void type(Path folder, int port, Path data) throws IOException {
        Files.createDirectories(folder);
        for (var program : programs) Files.writeString(folder.resolve(nameOf(program)), fromHome(program));
        var path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
        var typed = Program.run(script(folder, port), Map.of("ASKFIRST_DATA", data.toString(), "PATH", path));
        assertEquals(0, typed.exit(), () -> typed.out() + typed.errors());
        var rest = typed.out();
        for (var number = 0; number < blocks.size(); number++) {
            var parts = rest.split(Pattern.quote(AFTER.formatted(number)) + "\n", 2);
            assertEquals(2, parts.length, typed::errors);
            var block = blocks.get(number);
            block.shown()
                    .ifPresent(shown -> assertTrue(
                            shown.isIn(parts[0]),
                            () -> "typed:\n%s\nshown:\n%s\nthe page says:\n%s"
                                    .formatted(block.script(), parts[0] + typed.errors(), shown.text())));
            rest = parts[1];
        }
    }

    private String script(Path folder, int port) {
        var script = new StringBuilder("cd ").append(folder).append('\n');
        for (var number = 0; number < blocks.size(); number++) {
            script.append(blocks.get(number).script())
                    .append("printf '%s\\n' '")
                    .append(AFTER.formatted(number))
                    .append("'\n");
        }
        return fromHome(script.toString()).replace("localhost:8080", "localhost:" + port);
    }

    /** The text with what lies in the project's folder where it is. */
    private String fromHome(String text) {
        return text.replaceAll("(?<![\\w./])\\./(?=(askfirst|mvnw|clients|target)\\b)", home + "/");
    }

    private static String nameOf(String program) {
        var first = program.lines().findFirst().orElseThrow();
        assertTrue(first.matches("(//|#) \\w+\\.(java|py|mjs)"), first + " does not name the file");
        return first.replaceFirst("\\S+ ", "");
    }
}
