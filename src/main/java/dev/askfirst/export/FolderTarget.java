package dev.askfirst.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A folder with one folder for each export, which appears there whole. */
record FolderTarget(Path folder) implements ExportTarget {

    @Override
    public void deliver(String name, List<Source> files) throws IOException {
        var whole = folder.resolve(name);
        if (Files.exists(whole)) return;
        var part = folder.resolve("." + name + ".part");
        Files.createDirectories(part);
        for (var file : files) {
            var target = part.resolve(file.name());
            try (var content = file.content().open()) {
                Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
            }
            sync(target, StandardOpenOption.WRITE);
        }
        sync(part, StandardOpenOption.READ);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        sync(folder, StandardOpenOption.READ);
    }

    /** What is there after a power failure is there whole. */
    private static void sync(Path path, StandardOpenOption open) throws IOException {
        try (var channel = FileChannel.open(path, open)) {
            channel.force(true);
        }
    }
}
