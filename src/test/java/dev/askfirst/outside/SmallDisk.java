package dev.askfirst.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk of a few hundred megabytes that can be filled to the last byte. To mount it takes an administrator. */
final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "640m";

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    static SmallDisk mount(String name) throws IOException {
        var path = Path.of("target", "running", name + "-disk").toAbsolutePath();
        Files.createDirectories(path);
        if (Files.getFileStore(path).name().equals("tmpfs")) run("umount", "-l", path.toString());
        run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=0700", "tmpfs", path.toString());
        return new SmallDisk(path);
    }

    Path path() {
        return path;
    }

    /** Not one byte is left. */
    void fill() throws IOException {
        var bytes = new byte[1 << 20];
        for (var size = bytes.length; size > 0; size /= 4) {
            try (var file = FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) file.write(ByteBuffer.wrap(bytes, 0, size));
            } catch (IOException _) {
                // It is full, for pieces of this size.
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    @Override
    public void close() {
        try {
            run("umount", path.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return path.resolve("ballast");
    }

    private static void run(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + said.strip());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
