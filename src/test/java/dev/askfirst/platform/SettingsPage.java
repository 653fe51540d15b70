package dev.askfirst.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the tables of {@code docs/operations/settings.md} of what declares the settings, with the words that stand above each:
 * the {@code …Config} interfaces and {@code application.properties}. All else on the page is as somebody wrote it. Started by
 * {@code ./askfirst settings} from this source, so it uses nothing but Java.
 */
public final class SettingsPage {

    static final Path PAGE = Path.of("docs/operations/settings.md");

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
    private static final Pattern MEMBER = Pattern.compile(
            "(?:/\\*\\*((?:(?!\\*/).)*)\\*/\\s*)?((?:@\\w+(?:\\(\"[^\"]*\"\\))?\\s+)*)([A-Z\\w.<>]+) (\\w+)\\(\\);",
            Pattern.DOTALL);
    private static final Pattern DEFAULT = Pattern.compile("@WithDefault\\(\"([^\"]*)\"\\)");
    private static final Pattern INJECTED = Pattern.compile(
            "@ConfigProperty\\(name = \"([^\"]+)\"(?:, defaultValue = \"([^\"]*)\")?\\)\\s+([\\w.<>]+) \\w+");
    private static final Pattern SCHEDULED = Pattern.compile("(?:every|delayed) = \"\\{([^}]+)}\"");
    private static final Pattern VALUE = Pattern.compile("#?((?:askfirst|quarkus)\\.[a-z0-9.-]+)=(.*)");
    private static final String OURS = "askfirst.";
    private static final Pattern PLACE = Pattern.compile("<!-- settings (.+) -->");
    private static final String END = "<!-- end -->";

    /** What stands in the column that says how a value is written. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("Duration", "time"),
            Map.entry("Period", "period"),
            Map.entry("MemorySize", "size"),
            Map.entry("int", "number"),
            Map.entry("long", "number"),
            Map.entry("Integer", "number"),
            Map.entry("double", "share"),
            Map.entry("boolean", "`true` or `false`"),
            Map.entry("Path", "file or folder"),
            Map.entry("URI", "address"),
            Map.entry("List<String>", "list"),
            Map.entry("ExportRequest.Format", "`ndjson` or `csv`"),
            Map.entry("String", "text"));

    /** One of ours, as it is declared. */
    record Setting(String name, String kind, String value, String words) {

        /** The environment variable that sets it. */
        String variable() {
            return variableOf(name);
        }

        private String row() {
            var shown = value.isEmpty() ? "" : "`" + value + "`";
            return "| `%s` | %s | %s | %s |%n".formatted(variable(), words.replace("|", "\\|"), kind, shown);
        }
    }

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();

    private SettingsPage() {}

    /** Writes the page anew. */
    public static void main(String[] args) throws IOException {
        try {
            Files.writeString(PAGE, made(Files.readString(PAGE)));
        } catch (IllegalArgumentException e) {
            System.err.println("askfirst: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The page with its tables as the code has them now; each of our settings stands in one of them. */
    static String made(String page) throws IOException {
        var text = new StringBuilder();
        var left = new LinkedHashMap<>(declared());
        var inTable = false;
        for (var line : page.split("\n", -1)) {
            if (line.equals(END)) inTable = false;
            if (!inTable) text.append(line).append('\n');
            var place = PLACE.matcher(line);
            if (!place.matches()) continue;
            inTable = true;
            text.append("| variable | meaning | value | default |\n|---|---|---|---|\n");
            for (var name : place.group(1).split(" ")) rows(name, left).forEach(text::append);
        }
        left.keySet().removeIf(it -> !it.startsWith(OURS));
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "no place on %s for %s: name it in a line <!-- settings … -->".formatted(PAGE, left.keySet()));
        }
        return text.substring(0, text.length() - 1);
    }

    /** All that operators may set, by name; of the framework's settings those that have a value of ours. */
    static Map<String, Setting> declared() throws IOException {
        var page = new SettingsPage();
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(it -> it.toString().endsWith(".java")).sorted().toList())
                page.read(Files.readString(file));
        }
        page.readProperties();
        return page.settings;
    }

    static String variableOf(String name) {
        return name.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The rows of a setting, or of all whose names begin like this and were not taken yet. */
    private static List<String> rows(String name, Map<String, Setting> left) {
        var taken = left.values().stream()
                .filter(it -> it.name().equals(name) || it.name().startsWith(name + "."))
                .toList();
        if (taken.isEmpty()) throw new IllegalArgumentException("there is no setting " + name);
        taken.forEach(it -> left.remove(it.name()));
        return taken.stream().map(Setting::row).toList();
    }

    private void read(String source) {
        INJECTED.matcher(source).results().forEach(found -> types.putIfAbsent(found.group(1), found.group(3)));
        SCHEDULED.matcher(source).results().forEach(found -> types.putIfAbsent(found.group(1), "Duration"));
        var mapping = MAPPING.matcher(source);
        if (!mapping.find()) return;
        var prefix = mapping.group(1);
        MEMBER.matcher(source.substring(mapping.end())).results().forEach(found -> {
            var name = found.group(2).contains("@WithParentName") ? prefix : prefix + "." + hyphened(found.group(4));
            var value = DEFAULT.matcher(found.group(2));
            // Times that may be `off` are texts for the scheduler.
            var type = found.group(4).equals("every") ? "Duration" : found.group(3);
            add(name, type, value.find() ? value.group(1) : "", plain(found.group(1), prefix));
        });
    }

    private void readProperties() throws IOException {
        var above = new ArrayList<String>();
        for (var line : Files.readAllLines(PROPERTIES)) {
            var value = VALUE.matcher(line);
            if (value.matches()) {
                var name = value.group(1);
                var known = settings.get(name);
                if (known != null) settings.put(name, new Setting(name, known.kind(), value.group(2), known.words()));
                else if (!name.startsWith(OURS)) addFrameworks(name, value.group(2), sentence(above));
                else if (types.containsKey(name)) add(name, types.get(name), value.group(2), sentence(above));
                else throw new IllegalArgumentException("nobody reads " + name);
            }
            if (line.startsWith("# ") && !line.startsWith("# --")) above.add(line.substring(2));
            else above.clear();
        }
    }

    private void add(String name, String type, String value, String words) {
        var bare = type.replaceFirst("^Optional<(.+)>$", "$1").replace("OptionalInt", "int");
        if (!KINDS.containsKey(bare)) throw new IllegalArgumentException(name + ": no kind for " + bare);
        if (words.isEmpty()) throw new IllegalArgumentException(name + " has no words above it that say what it is");
        settings.put(name, new Setting(name, KINDS.get(bare), value, words));
    }

    /** Its kind is that of its value. */
    private void addFrameworks(String name, String value, String words) {
        if (words.isEmpty()) return;
        var type = value.matches("[0-9]+") ? "int" : value.matches("[0-9]+[SMHD]") ? "Duration" : "String";
        add(name, value.matches("true|false") ? "boolean" : type, value, words);
    }

    /** Comments of the source as text, {@code {@link #other}} as the variable of that setting. */
    private static String plain(String comment, String prefix) {
        if (comment == null) return "";
        var lines =
                comment.lines().map(it -> it.strip().replaceFirst("^\\* ?", "")).toList();
        var text = sentence(lines).replaceAll("\\{@code ([^}]*)}", "`$1`");
        return Pattern.compile("\\{@link #(\\w+)}")
                .matcher(text)
                .replaceAll(it -> "`" + variableOf(prefix + "." + hyphened(it.group(1))) + "`");
    }

    /** As it stands in a table: in one line, without a capital and a full stop. */
    private static String sentence(List<String> lines) {
        var text = lines.stream()
                .filter(it -> !it.isBlank())
                .collect(Collectors.joining(" "))
                .strip();
        if (text.isEmpty()) return text;
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1).replaceFirst("\\.$", "");
    }

    private static String hyphened(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
