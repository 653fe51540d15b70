package dev.askfirst.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The few files of a proof, from a zip or from the folder that it was unpacked to. A proof is small: more is refused. */
record ProofFiles(Map<String, byte[]> files) {

    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int MOST_FILES = 10_000;

    static ProofFiles read(Path path) throws IOException, Unreadable {
        return Files.isDirectory(path) ? ofFolder(path) : ofZip(path);
    }

    private static ProofFiles ofFolder(Path folder) throws IOException, Unreadable {
        var files = new TreeMap<String, byte[]>();
        try (var listed = Files.list(folder)) {
            var left = MOST_BYTES;
            for (var file : listed.filter(Files::isRegularFile).toList()) {
                try (var in = Files.newInputStream(file)) {
                    left -= put(files, file.getFileName().toString(), in, left);
                }
            }
        }
        return new ProofFiles(files);
    }

    private static ProofFiles ofZip(Path path) throws IOException, Unreadable {
        var files = new TreeMap<String, byte[]>();
        try (var zip = new ZipInputStream(Files.newInputStream(path))) {
            var left = MOST_BYTES;
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                left -= put(files, entry.getName(), zip, left);
        } catch (ZipException | IllegalArgumentException e) {
            throw new Unreadable("the zip cannot be read: " + e.getMessage());
        }
        if (files.isEmpty()) throw new Unreadable(path + " is neither a folder nor a zip with files");
        return new ProofFiles(files);
    }

    private static int put(Map<String, byte[]> files, String name, InputStream in, int left)
            throws IOException, Unreadable {
        var content = in.readNBytes(left + 1);
        if (content.length > left || files.size() == MOST_FILES)
            throw new Unreadable("there is more in it than a proof holds");
        if (files.put(name, content) != null) throw new Unreadable("the file " + name + " stands in it twice");
        return content.length;
    }

    boolean has(String name) {
        return files.containsKey(name);
    }

    byte[] bytes(String name) throws Tampered {
        var content = files.get(name);
        if (content == null) throw new Tampered("the file %s is not there".formatted(name));
        return content;
    }

    String text(String name) throws Tampered {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
