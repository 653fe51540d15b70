package dev.askfirst.platform;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Holds what two builds of one commit have made against each other, byte for byte. In one jar, the glue that Quarkus writes at
 * build time, some classes list what they list in an order that each build draws anew: there the same classes must say the
 * same words. Started by {@code ./askfirst reproducible} from this source, so it uses nothing but Java.
 */
public final class SameBytes {

    private static final Path GLUE = Path.of("quarkus", "generated-bytecode.jar");

    /** Numbers that follow that order, and the names that Byte Buddy draws for fields of Hibernate's proxies. */
    private static final Pattern DRAWN =
            Pattern.compile("(?<=^proxykey|^configClass\\$)\\d+|(?<=^cachedValue\\$|^accessor\\$)\\w{8}(?=\\$)");

    private final Path first;
    private final Path second;
    private final Set<String> differing = new TreeSet<>();
    private int reordered;

    private SameBytes(Path first, Path second) {
        this.first = first;
        this.second = second;
    }

    /** Takes the folders of the two builds. */
    public static void main(String[] folders) throws IOException {
        var builds = new SameBytes(Path.of(folders[0]), Path.of(folders[1]));
        var files = builds.compare();
        if (!builds.differing.isEmpty()) {
            System.err.println("askfirst: the two builds differ in " + builds.differing);
            System.exit(1);
        }
        System.out.printf(
                "%d files, the same bytes twice, but for the order of words in %d classes of %s%n",
                files, builds.reordered, GLUE);
    }

    private int compare() throws IOException {
        var files = files(first);
        var all = files(second);
        all.addAll(files);
        for (var file : all) {
            var one = first.resolve(file);
            var other = second.resolve(file);
            if (!Files.exists(one) || !Files.exists(other)) differing.add(file.toString());
            else if (Files.mismatch(one, other) == -1) continue;
            else if (file.equals(GLUE)) compareGlue(one, other);
            else differing.add(file.toString());
        }
        return files.size();
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            var files = new TreeSet<Path>();
            all.filter(Files::isRegularFile).map(folder::relativize).forEach(files::add);
            return files;
        }
    }

    private void compareGlue(Path one, Path other) throws IOException {
        try (var a = new ZipFile(one.toFile());
                var b = new ZipFile(other.toFile())) {
            if (!about(a).equals(about(b))) differing.add(GLUE.toString());
            for (var entry : a.stream().toList()) {
                var bytes = a.getInputStream(entry).readAllBytes();
                var others = b.getInputStream(b.getEntry(entry.getName())).readAllBytes();
                if (Arrays.equals(bytes, others)) continue;
                reordered++;
                if (!entry.getName().endsWith(".class") || !words(bytes).equals(words(others)))
                    differing.add(GLUE + ": " + entry.getName());
            }
        }
    }

    /** The names and times of its entries, in their order. */
    private static List<String> about(ZipFile jar) {
        return jar.stream().map(entry -> entry.getName() + " " + time(entry)).toList();
    }

    private static long time(ZipEntry entry) {
        return entry.getTimeLocal().toEpochSecond(java.time.ZoneOffset.UTC);
    }

    /** All texts among the constants of a class (JVM specification, 4.4), sorted, without what is drawn. */
    private static List<String> words(byte[] type) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(type));
        in.skipNBytes(8);
        var words = new ArrayList<String>();
        var count = in.readUnsignedShort();
        for (var i = 1; i < count; i++) {
            var tag = in.readUnsignedByte();
            if (tag == 1) words.add(DRAWN.matcher(in.readUTF()).replaceAll(""));
            else in.skipNBytes(length(tag));
            // These two take the place of two.
            if (tag == 5 || tag == 6) i++;
        }
        words.sort(null);
        return words;
    }

    private static int length(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalArgumentException("no constant has the tag " + tag);
        };
    }
}
