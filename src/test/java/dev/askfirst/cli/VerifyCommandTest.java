package dev.askfirst.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.export.Exporting;
import dev.askfirst.log.PublishedKeys;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What `./askfirst verify` says, and with which exit code. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "record-service"))
class VerifyCommandTest {

    private static final String WITNESS = "witness.example/w1+490ca8b1+BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private record Ended(int exit, String said) {}

    @TempDir
    Path folder;

    @Test
    void wholeTamperedOrUnreadable() throws Exception {
        var key = PublishedKeys.lines().getLast();
        Exporting.all(folder, "ndjson");
        var whole = verify("--key", key);
        assertEquals(0, whole.exit(), whole::said);
        assertTrue(whole.said().startsWith("whole: "), whole::said);

        var unseen = verify("--key", key, "--witness", WITNESS);
        assertEquals(1, unseen.exit(), unseen::said);
        assertTrue(unseen.said().contains("the checkpoint is not cosigned by witness.example/w1"), unseen::said);

        var file = folder.resolve("entries-00001.ndjson");
        var lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(4);
        Files.writeString(file, String.join("\n", lines) + "\n");
        var tampered = verify("--key", key);
        assertEquals(1, tampered.exit(), tampered::said);
        assertTrue(tampered.said().startsWith("tampered: entry 4: "), tampered::said);

        assertEquals(2, verify("--key", "no key").exit());
        assertEquals(2, verify("--key", key, "--witness", key).exit());
        assertEquals(
                2,
                verify("--key", key, "--checkpoint", folder.resolve("nothing").toString())
                        .exit());
        var older = Files.writeString(folder.resolveSibling("older"), "what I kept\n");
        var none = verify("--key", key, "--checkpoint", older.toString());
        assertEquals(2, none.exit(), none::said);
        Files.delete(folder.resolve("manifest.json"));
        assertEquals(2, verify("--key", key).exit());
    }

    private Ended verify(String... options) {
        var arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(List.of(options));
        var out = System.out;
        var said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            var exit = new CommandLine(new VerifyCommand()).execute(arguments.toArray(String[]::new));
            return new Ended(exit, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
        }
    }
}
