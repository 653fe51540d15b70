package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the JVM is told stands in four places, and a start is recorded only for the options it was recorded with. */
class JvmOptionsTest {

    private static final Pattern OPTION = Pattern.compile("-X(?:m[sx]\\w+|X:(?!AOT)[\\w+=]+)|--sun-misc[\\w-=]+");
    private static final Pattern COMMAND = Pattern.compile("\\[\"/opt/java/bin/java\".*?]", Pattern.DOTALL);

    @Test
    void theImageTheRehearsalAndTheCommandHaveTheSame() throws IOException {
        var command = options(after("askfirst", "options() {", "}"));
        assertFalse(command.isEmpty());
        assertEquals(command, options(after("pom.xml", "<entrypoint>", "</entrypoint>")), "pom.xml");
        assertEquals(
                command,
                options(after("docs/operations/install.md", "JVM options are", ". In the image")),
                "install.md");
        var stages = COMMAND.matcher(Files.readString(Path.of("k8s/image/Dockerfile")))
                .results()
                .map(it -> options(it.group()))
                .toList();
        assertEquals(List.of(command, command), stages, "Dockerfile");
    }

    private static List<String> options(String text) {
        return OPTION.matcher(text).results().map(it -> it.group()).toList();
    }

    private static String after(String file, String start, String end) throws IOException {
        var text = Files.readString(Path.of(file));
        var from = text.indexOf(start);
        return text.substring(from, text.indexOf(end, from));
    }
}
