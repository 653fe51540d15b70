package dev.askfirst.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes the table of {@code docs/licences.md} of the bill of materials in the jar that was built. Started by
 * {@code ./askfirst licences} from this source, so it uses nothing but Java and Jackson.
 */
public final class LicencesPage {

    static final Path PAGE = Path.of("docs/licences.md");

    private static final Path APP = Path.of("target/quarkus-app");
    private static final String BILL = "/META-INF/sbom/application.cdx.json";
    private static final String BEGIN = "<!-- parts -->\n";
    private static final String END = "<!-- end -->\n";

    /** Something of others that is shipped. */
    record Part(String group, String name, String version, String classifier, List<String> licences) {

        /** The file that Quarkus makes of it. */
        String file() {
            return group + "." + name + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
        }

        /** Without what depends on the machine that built it. */
        private String shown() {
            return "`" + name.replaceFirst("-(linux|darwin)-.*", "-…") + "`";
        }
    }

    private LicencesPage() {}

    /** Writes the page anew. */
    public static void main(String[] args) throws IOException {
        Files.writeString(PAGE, made(Files.readString(PAGE), shipped(APP)));
    }

    /** What the bill in the packaged program lists. */
    static List<Part> shipped(Path app) throws IOException {
        try (var jars = Files.list(app.resolve("app"));
                var jar = FileSystems.newFileSystem(jars.findFirst().orElseThrow())) {
            var parts = new ArrayList<Part>();
            new ObjectMapper()
                    .readTree(Files.readString(jar.getPath(BILL)))
                    .path("components")
                    .forEach(it -> parts.add(part(it)));
            return parts;
        }
    }

    /** The page with its table as the bill has it. */
    static String made(String page, List<Part> parts) {
        var rows = new TreeMap<String, Map<String, TreeSet<String>>>();
        for (var part : parts)
            rows.computeIfAbsent(String.join(" or ", part.licences()), _ -> new TreeMap<>())
                    .computeIfAbsent(part.group(), _ -> new TreeSet<>())
                    .add(part.shown());
        var table = new StringBuilder("| licence | what is under it |\n|---|---|\n");
        rows.forEach((licence, groups) -> table.append("| %s | %s |%n".formatted(licence, listed(groups))));
        var from = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, from) + table + page.substring(page.indexOf(END));
    }

    private static String listed(Map<String, TreeSet<String>> groups) {
        return groups.entrySet().stream()
                .map(it -> it.getKey() + ": " + String.join(", ", it.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static Part part(JsonNode component) {
        var classifier = component.path("purl").asText().replaceFirst(".*[?&]classifier=([^&]+).*", "$1");
        return new Part(
                component.path("group").asText(),
                component.path("name").asText(),
                component.path("version").asText(),
                classifier.startsWith("pkg:") ? "" : classifier,
                licences(component));
    }

    /** By their SPDX ids where they have one; several are a choice. */
    private static List<String> licences(JsonNode component) {
        var licences = new TreeSet<String>();
        for (var each : component.path("licenses")) {
            var licence = each.path("license");
            if (each.has("expression")) licences.add(each.path("expression").asText());
            else licences.add(licence.path("id").asText(licence.path("name").asText()));
        }
        return List.copyOf(licences);
    }
}
