package dev.askfirst.verify;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Optional;

/** The files of an export: in a folder, or in a zip, of which nothing is unpacked. */
public final class ExportFolder implements AutoCloseable {

    /** A zip that claims to be so much smaller than its files is made to fill the memory of whoever reads it. */
    private static final long TIGHTEST = 200;

    private static final long SMALL = 1024 * 1024;

    private final Path path;
    private final Optional<FileSystem> zip;

    private ExportFolder(Path path, Optional<FileSystem> zip) {
        this.path = path;
        this.zip = zip;
    }

    /** Opens it; nothing in it is believed yet. */
    public static ExportFolder open(Path path) throws Unreadable {
        if (!Files.isRegularFile(path)) return new ExportFolder(path, Optional.empty());
        try {
            var zip = FileSystems.newFileSystem(path);
            var root = zip.getPath("/");
            var opened = new ExportFolder(root, Optional.of(zip));
            try (var files = Files.list(root)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    if (!isTooTight(file)) continue;
                    opened.close();
                    throw new Unreadable(
                            "the file %s is packed so tightly that it is no export".formatted(file.getFileName()));
                }
            }
            return opened;
        } catch (IOException | ProviderNotFoundException e) {
            throw new Unreadable("%s is neither a folder nor a zip that can be read".formatted(path));
        }
    }

    private static boolean isTooTight(Path file) throws IOException {
        var packed = ((Number) Files.getAttribute(file, "zip:compressedSize")).longValue();
        var size = Files.size(file);
        return size > SMALL && size / TIGHTEST > packed;
    }

    /** Where its files are. */
    public Path path() {
        return path;
    }

    /** Its manifest; empty if there is none. */
    Optional<String> manifest() {
        try {
            return Optional.of(Files.readString(path.resolve("manifest.json")));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            if (zip.isPresent()) zip.get().close();
        } catch (IOException _) {
            // It was only read.
        }
    }
}
