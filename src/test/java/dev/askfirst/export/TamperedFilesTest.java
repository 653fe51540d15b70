package dev.askfirst.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.TestService;
import dev.askfirst.verify.Tampered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to the files of an export after it was made, the verifier finds it, and says where. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "record-service"))
class TamperedFilesTest {

    private static final int FLIPS = 24;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv"})
    void aBitInAnyFileIsFound(String format) throws Exception {
        export(format);
        var random = new Random(6);
        for (var file : files()) {
            var content = Files.readAllBytes(file);
            for (var n = 0; n < FLIPS; n++) {
                var at = random.nextInt(content.length);
                var bit = 1 << random.nextInt(8);
                var flipped = content.clone();
                flipped[at] ^= (byte) bit;
                Files.write(file, flipped);
                var what = "%s, byte %d, bit %d".formatted(file.getFileName(), at, bit);
                var found = assertThrows(Tampered.class, () -> Exporting.verify(folder), what);
                if (file.getFileName().toString().startsWith("entries")) {
                    var line = line(content, at) - (format.equals("csv") ? 1 : 0);
                    var place = "entry (%d|%d): .*|the file entries-00001.%s .*".formatted(line, line - 1, format);
                    assertTrue(found.getMessage().matches(place), () -> what + ": " + found.getMessage());
                }
            }
            Files.write(file, content);
        }
        Exporting.verify(folder);
    }

    @Test
    void linesThatAreGoneAddedOrElsewhereAreFoundAtTheirEntry() throws Exception {
        export("ndjson");
        found("entry 3: .*", lines -> without(lines, 3));
        found("entry 0: .*", lines -> without(lines, 0));
        found(
                "entry %d: it is not (there|in entries-00001.ndjson)".formatted(lines().size() - 1),
                lines -> lines.subList(0, lines.size() - 1));
        found("entry 3: .*", lines -> {
            Collections.swap(lines, 3, 4);
            return lines;
        });
        found("entry 5: .*", lines -> {
            lines.add(5, lines.get(4));
            return lines;
        });
        found("entry %d: .*".formatted(lines().size()), lines -> {
            lines.add(lines.getLast().replaceFirst("\\d+", Integer.toString(lines.size())));
            return lines;
        });
        found("entry 2: .*", lines -> {
            lines.set(2, lines.get(2).replaceFirst(",\"entry\":.*", ",\"why\":\"missing\"}"));
            return lines;
        });
        // Facts that are withheld: the counts of the manifest tell.
        found(".*counts.*|the file entries-00001.ndjson .*", lines -> {
            lines.set(2, lines.get(2).replaceFirst(",\"entry\":.*", ",\"why\":\"filtered\"}"));
            return lines;
        });
    }

    @Test
    void aFileThatIsCutOrGoneIsFound() throws Exception {
        export("ndjson");
        for (var file : files()) {
            var content = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(content, content.length / 2));
            assertThrows(Tampered.class, () -> Exporting.verify(folder), file.toString());
            Files.write(file, content);
        }
        var entries = folder.resolve("entries-00001.ndjson");
        var content = Files.readAllBytes(entries);
        Files.delete(entries);
        var found = assertThrows(Tampered.class, () -> Exporting.verify(folder));
        assertEquals("entry 0: its file entries-00001.ndjson is not there", found.getMessage());
        Files.write(entries, content);
        Exporting.verify(folder);
    }

    @Test
    void whatAnotherKeySignedIsNotTrusted() throws Exception {
        export("ndjson");
        var name = Exporting.keys().getFirst().name();
        var thief = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var manifest = Files.readString(folder.resolve("manifest.json"));
        var own = Files.readString(folder.resolve("manifest.sig"));
        Files.writeString(folder.resolve("manifest.sig"), signed(name, thief, manifest));
        found("the manifest is not signed by the key you trust");
        // In the name of the key itself, by its id: what is its and wrong spoils all.
        var id = Base64.getDecoder().decode(own.strip().split(" ")[2]);
        var forged =
                Base64.getDecoder().decode(signed(name, thief, manifest).strip().split(" ")[2]);
        System.arraycopy(id, 0, forged, 0, 4);
        Files.writeString(
                folder.resolve("manifest.sig"),
                "— " + name + " " + Base64.getEncoder().encodeToString(forged) + "\n");
        found("the manifest is not signed by the key you trust");
        Files.writeString(folder.resolve("manifest.sig"), own);

        var checkpoint = Files.readString(folder.resolve("checkpoint"));
        var text = checkpoint.substring(0, checkpoint.indexOf("\n\n") + 1);
        Files.writeString(folder.resolve("checkpoint"), text + "\n" + signed(name, thief, text));
        found("the checkpoint is not signed by the key you trust");
        Files.writeString(folder.resolve("checkpoint"), checkpoint);
        Exporting.verify(folder);
    }

    @Test
    void filesOfAnotherExportDoNotFit(@TempDir Path other) throws Exception {
        export("ndjson");
        var first = folder.resolve("checkpoint");
        var kept = Files.readString(first);
        Questions.answer("mailto:later@test.example");
        Exporting.all(other, "ndjson");
        for (var name : List.of("checkpoint", "tree", "entries-00001.ndjson", "manifest.json")) {
            var mine = folder.resolve(name);
            var content = Files.readAllBytes(mine);
            // Of nothing but whole tiles the tree says the same in both.
            if (Arrays.equals(content, Files.readAllBytes(other.resolve(name)))) continue;
            Files.copy(other.resolve(name), mine, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThrows(Tampered.class, () -> Exporting.verify(folder), name);
            Files.write(mine, content);
        }
        assertTrue(Exporting.verify(other, kept).goesOn());
    }

    private void export(String format) {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        Questions.answer(ana);
        Exporting.all(folder, format);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("entries-00001.ndjson"));
    }

    private static List<String> without(List<String> lines, int line) {
        lines.remove(line);
        return lines;
    }

    private void found(String message) {
        var found = assertThrows(Tampered.class, () -> Exporting.verify(folder));
        assertEquals(message, found.getMessage());
    }

    private void found(String message, UnaryOperator<List<String>> changed) throws IOException {
        var file = folder.resolve("entries-00001.ndjson");
        var content = Files.readAllBytes(file);
        Files.writeString(file, String.join("\n", changed.apply(new ArrayList<>(lines()))) + "\n");
        var found = assertThrows(Tampered.class, () -> Exporting.verify(folder), message);
        assertTrue(found.getMessage().matches(message), () -> message + ": " + found.getMessage());
        Files.write(file, content);
    }

    private static int line(byte[] content, int at) {
        var line = 0;
        for (var i = 0; i < at; i++) if (content[i] == '\n') line++;
        return line;
    }

    private static String signed(String name, KeyPair key, String text) throws GeneralSecurityException {
        var encoded = key.getPublic().getEncoded();
        var named = new ByteArrayOutputStream();
        named.writeBytes((name + "\n").getBytes(StandardCharsets.UTF_8));
        named.write(1);
        named.write(encoded, encoded.length - 32, 32);
        var sign = Signature.getInstance("Ed25519");
        sign.initSign(key.getPrivate());
        sign.update(text.getBytes(StandardCharsets.UTF_8));
        var bytes = new ByteArrayOutputStream();
        bytes.write(MessageDigest.getInstance("SHA-256").digest(named.toByteArray()), 0, 4);
        bytes.writeBytes(sign.sign());
        return "— " + name + " " + Base64.getEncoder().encodeToString(bytes.toByteArray()) + "\n";
    }
}
