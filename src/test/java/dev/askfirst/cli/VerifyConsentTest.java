package dev.askfirst.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.console.ConsentZips;
import dev.askfirst.log.PublishedKeys;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What `./askfirst verify` says of the proof of a consent that staff downloaded, and of one that somebody changed. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class VerifyConsentTest {

    private record Ended(int exit, String said) {}

    @Inject
    Sealing sealing;

    @TempDir
    Path home;

    private Map<String, byte[]> files;

    @BeforeEach
    void aConsentThatWasTakenBack() throws IOException {
        var ana = Acts.newcomer();
        String yes = Acts.grant(ana, "offers").path("id");
        Acts.withdraw(ana, "offers");
        Acts.grant(ana, "events");
        sealing.seal();
        files = unpacked(ConsentZips.of(yes));
    }

    @Test
    void theZipAsItIsAndUnpackedIsWhole() throws IOException {
        var ended = verify(packed("whole.zip"));
        assertEquals(0, ended.exit(), ended::said);
        assertTrue(ended.said().startsWith("whole: the proof of a consent: "), ended::said);
        var folder = Files.createDirectory(home.resolve("unpacked"));
        for (var file : files.entrySet()) Files.write(folder.resolve(file.getKey()), file.getValue());
        assertEquals(0, verify(folder).exit());
    }

    @Test
    void itHoldsWhatBearsOnTheConsentAndNothingElse() {
        var entries = text("entry-1.json") + text("entry-2.json");
        assertTrue(entries.contains("\"event\":\"grant\"") && entries.contains("\"event\":\"withdrawal\""), entries);
        assertTrue(files.containsKey("words.txt"));
        assertTrue(text("consent.txt").contains("agreed on a form"), text("consent.txt"));
        files.forEach((name, content) -> assertTrue(!text(name).contains("\"events\""), name));
    }

    /** Whatever is changed, it shows. */
    @Test
    void everyFileIsHeldAgainstWhatWasSealed() throws IOException {
        for (var name : List.copyOf(files.keySet())) {
            if (name.equals("manifest.sig")) continue;
            var whole = files.get(name);
            var other = whole.clone();
            other[other.length / 2] ^= 1;
            files.put(name, other);
            var ended = verify(packed("changed.zip"));
            assertEquals(1, ended.exit(), () -> name + " " + ended.said());
            files.remove(name);
            var lacking = verify(packed("lacking.zip"));
            assertTrue(lacking.exit() != 0, () -> name + " " + lacking.said());
            files.put(name, whole);
        }
        assertEquals(0, verify(packed("again.zip")).exit());
    }

    /** Even with a manifest that is signed, an act must be in the log. */
    @Test
    void whatIsNoProofIsNotTakenForOne() throws IOException {
        assertEquals(
                2,
                verify(Files.writeString(home.resolve("nonsense.zip"), "nonsense"))
                        .exit());
        var key = PublishedKeys.lines().getLast();
        var checkpoint = Files.writeString(home.resolve("checkpoint"), "kept");
        var ended = verify(packed("whole.zip"), "--key", key, "--checkpoint", checkpoint.toString());
        assertEquals(2, ended.exit());
        assertTrue(ended.said().contains("make an export"), ended::said);
        var witness = "witness.example/w1+490ca8b1+BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        var unseen = verify(packed("whole.zip"), "--key", key, "--witness", witness);
        assertEquals(1, unseen.exit(), unseen::said);
        assertTrue(unseen.said().contains("not cosigned"), unseen::said);
    }

    private String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> unpacked(byte[] bytes) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                files.put(entry.getName(), zip.readAllBytes());
        }
        return files;
    }

    private Path packed(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Files.write(home.resolve(name), bytes.toByteArray());
    }

    private Ended verify(Path path) {
        return verify(path, "--key", PublishedKeys.lines().getLast());
    }

    private Ended verify(Path path, String... options) {
        var arguments = new ArrayList<>(List.of(path.toString()));
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
