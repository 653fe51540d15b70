package dev.askfirst.platform.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Volumes as the cluster mounts them for our pods: nothing is their user's own, but it belongs to their group. */
record Volumes(Path folder) {

    /** That of {@code fsGroup}. */
    private static final int GROUP = 10001;

    /** Files that can be read. */
    Path of(String name, List<Path> files) throws IOException {
        var to = Files.createDirectories(folder.resolve(name));
        for (var file : files) {
            var copy = Files.copy(file, to.resolve(file.getFileName()));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--r-----"));
            Files.setAttribute(copy, "unix:gid", GROUP);
        }
        return to;
    }

    /** One that can be written to. */
    Path writable(String name) throws IOException {
        var to = Files.createDirectories(folder.resolve(name));
        Files.setAttribute(to, "unix:gid", GROUP);
        return Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxrwxr-x"));
    }

    static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
