package dev.askfirst.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The folder of a service that brings its own database: keys, database files, logs. One service holds it at a time. */
public final class DataFolder implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> OURS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final String LOCK = "service.lock";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes hold of the folder, making it if needed. Refused while a running service holds it; a killed one does not. */
    public static DataFolder hold(Path folder) {
        return tryHold(folder)
                .orElseThrow(() -> new StartRefused("the data folder %s is in use by a running service (process %s)"
                        .formatted(folder, holder(folder))));
    }

    /** Takes hold of the folder, making it if needed; empty while a running service holds it. */
    public static Optional<DataFolder> tryHold(Path folder) {
        try {
            create(folder.toAbsolutePath());
            // One name for the folder, by whatever link it was reached: the running database is known by it.
            var path = folder.toRealPath();
            var file = path.resolve(LOCK);
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new DataFolder(path, channel, lock.get()));
        } catch (IOException e) {
            throw new StartRefused("the data folder %s cannot be used: %s".formatted(folder, e.getMessage()));
        }
    }

    public Path path() {
        return path;
    }

    public Path keys() {
        return path.resolve("keys");
    }

    /** Makes a folder, and those above it, that only this user can enter. */
    public static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) Files.createDirectories(folder, OURS_ONLY);
    }

    private static String holder(Path folder) {
        try {
            return Files.readString(folder.resolve(LOCK)).strip();
        } catch (IOException _) {
            return "unknown";
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
