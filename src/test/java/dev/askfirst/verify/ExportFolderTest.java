package dev.askfirst.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export is read from a folder or a zip; whatever else stands there is refused. */
class ExportFolderTest {

    private static final String EXPORT = "{\"version\":\"askfirst export 1\"}";

    @TempDir
    Path folder;

    @Test
    void aZipIsReadWithoutBeingUnpacked() throws Exception {
        try (var files = ExportFolder.open(zip("manifest.json", EXPORT.getBytes()))) {
            assertEquals(Optional.of(EXPORT), files.manifest());
        }
        assertFalse(ProofVerification.isProof(zip("manifest.json", EXPORT.getBytes())));
        assertTrue(ProofVerification.isProof(zip("manifest.json", "{\"version\":\"askfirst proof 1\"}".getBytes())));
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        var file = Files.writeString(folder.resolve("plain"), "no zip");
        assertThrows(Unreadable.class, () -> ExportFolder.open(file));
        var torn = folder.resolve("torn.zip");
        Files.write(torn, java.util.Arrays.copyOf(Files.readAllBytes(zip("manifest.json", EXPORT.getBytes())), 60));
        assertThrows(Unreadable.class, () -> ExportFolder.open(torn));
    }

    @Test
    void aZipThatIsPackedTooTightlyIsRefused() throws IOException {
        var bomb = zip("tree", new byte[50 * 1024 * 1024]);
        assertThrows(Unreadable.class, () -> ExportFolder.open(bomb));
    }

    private Path zip(String name, byte[] content) throws IOException {
        var file = Files.createTempFile(folder, "export", ".zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return file;
    }
}
