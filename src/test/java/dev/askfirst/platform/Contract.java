package dev.askfirst.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes one file, {@code openapi.yaml}, of the parts in {@code src/main/openapi}. It moves lines and shortens references, and
 * leaves all else as somebody wrote it. Started by {@code ./askfirst contract} from this source, so it uses nothing but Java.
 */
public final class Contract {

    /** What callers are given. */
    static final Path BUNDLE = Path.of("openapi.yaml");

    private static final Path PARTS = Path.of("src/main/openapi");
    private static final String HEAD = "contract.yaml";
    private static final Path PAGES = Path.of("pages");
    private static final List<String> KINDS =
            List.of("securitySchemes", "parameters", "requestBodies", "headers", "responses", "schemas");
    private static final Pattern REFERENCE =
            Pattern.compile("\\$ref:(?: '([^'#]*)#/components/([A-Za-z]+)/([A-Za-z0-9]+)')?");
    private static final String BANNER = """
            # Bundled from src/main/openapi: change a part there, then run ./askfirst contract.
            """;

    private final Path folder;
    private final Map<Path, Map<String, List<String>>> parts = new LinkedHashMap<>();

    private Contract(Path folder) {
        this.folder = folder;
    }

    /** Writes the bundle anew. */
    public static void main(String[] args) throws IOException {
        try {
            Files.writeString(BUNDLE, published(PARTS));
        } catch (IllegalArgumentException e) {
            System.err.println("askfirst: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The contract of the API, for callers. */
    static String published(Path folder) throws IOException {
        var contract = new Contract(folder);
        contract.readListed();
        return contract.bundle();
    }

    /** The same with the pages of people and staff, which only our tests hold to what is written about them. */
    static String whole() {
        try {
            var contract = new Contract(PARTS);
            contract.readListed();
            for (var page : contract.files()) if (page.startsWith(PAGES)) contract.read(page);
            return contract.bundle();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The same, but nothing that may be added later is there yet: what we send ourselves is held to what we know. */
    static String asOfNow() {
        return whole().replace("x-extensible-enum:", "enum:");
    }

    private void readListed() throws IOException {
        read(Path.of(HEAD));
        for (var line : rest(parts.get(Path.of(HEAD)).get("x-parts"))) read(Path.of(line.replaceFirst("^ *- ", "")));
        for (var file : files())
            if (!file.startsWith(PAGES) && !parts.containsKey(file))
                throw new IllegalArgumentException(file + " is not among the x-parts of " + HEAD);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(it -> it.toString().endsWith(".yaml"))
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
    }

    private void read(Path file) throws IOException {
        var part = blocks(Files.readAllLines(folder.resolve(file)), 0, file);
        for (var key : part.keySet())
            if (!key.equals("paths") && !key.equals("components") && !file.equals(Path.of(HEAD)))
                throw new IllegalArgumentException(file + ": `" + key + "` belongs into " + HEAD);
        parts.put(file, part);
    }

    private String bundle() {
        var text = new StringBuilder(BANNER);
        parts.get(Path.of(HEAD)).forEach((key, lines) -> {
            if (!List.of("x-parts", "components").contains(key)) add(text, lines);
        });
        text.append("paths:\n");
        var paths = new LinkedHashMap<String, List<String>>();
        parts.forEach((file, part) -> merge(paths, blocks(rest(part.get("paths")), 2, file), file));
        paths.values().forEach(lines -> add(text, lines));
        text.append("components:\n");
        for (var kind : KINDS) {
            var all = new LinkedHashMap<String, List<String>>();
            parts.keySet().forEach(file -> merge(all, components(file, kind), file));
            if (!all.isEmpty()) text.append("  ").append(kind).append(":\n");
            all.values().forEach(lines -> add(text, lines));
        }
        return text.toString();
    }

    /** Takes the blocks of a part to those of the others, their references made good for one file. */
    private void merge(Map<String, List<String>> to, Map<String, List<String>> blocks, Path file) {
        blocks.forEach((key, lines) -> {
            var moved = lines.stream().map(line -> REFERENCE.matcher(line).replaceAll(it -> reference(it, file)));
            if (to.put(key, moved.toList()) != null)
                throw new IllegalArgumentException(file + ": `" + key + "` stands in another part too");
        });
    }

    private String reference(MatchResult found, Path file) {
        var name = found.group(3);
        if (name == null)
            throw new IllegalArgumentException(file + ": references look like $ref: 'file.yaml#/components/kind/Name'");
        var target = found.group(1).isEmpty()
                ? file
                : file.resolveSibling(found.group(1)).normalize();
        var kind = found.group(2);
        if (!parts.containsKey(target) || !components(target, kind).containsKey(name))
            throw new IllegalArgumentException(
                    file + ": there is no " + kind + "/" + name + " in " + target + where(kind, name));
        return "\\$ref: '#/components/" + kind + "/" + name + "'";
    }

    private String where(String kind, String name) {
        for (var file : parts.keySet()) if (components(file, kind).containsKey(name)) return "; it is in " + file;
        return "";
    }

    private Map<String, List<String>> components(Path file, String kind) {
        var kinds = blocks(rest(parts.get(file).get("components")), 2, file);
        for (var key : kinds.keySet())
            if (!KINDS.contains(key)) throw new IllegalArgumentException(file + ": no components of kind " + key);
        return blocks(rest(kinds.get(kind)), 4, file);
    }

    /** Lines under the keys at this depth, each with the line of its key. Comments before the first are left out. */
    private static Map<String, List<String>> blocks(List<String> lines, int depth, Path file) {
        var key = Pattern.compile(" {" + depth + "}([^ #'][^ ]*?):(?: .*)?");
        var blocks = new LinkedHashMap<String, List<String>>();
        List<String> block = new ArrayList<>();
        for (var line : lines) {
            var begins = key.matcher(line);
            if (begins.matches()) {
                block = new ArrayList<>();
                if (blocks.put(begins.group(1), block) != null)
                    throw new IllegalArgumentException(file + ": `" + begins.group(1) + "` stands there twice");
            }
            block.add(line);
        }
        return blocks;
    }

    private static List<String> rest(List<String> block) {
        return block == null ? List.of() : block.subList(1, block.size());
    }

    private static void add(StringBuilder text, List<String> lines) {
        var end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) end--;
        for (var line : lines.subList(0, end)) text.append(line).append('\n');
    }
}
