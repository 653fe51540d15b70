package dev.askfirst.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What whoever is called has: the alert rules, the sections of the runbook that they lead to, the panels of the dashboard. */
final class Runbook {

    private static final Path FOLDER = Path.of("k8s/components/monitoring");
    private static final Path SECTIONS = Path.of("docs/operations/alarms.md");

    private Runbook() {}

    /** The groups of rules, as in a file of Prometheus' own. */
    static JsonNode spec() throws IOException {
        return new YAMLMapper().readTree(FOLDER.resolve("rules.yaml").toFile()).path("spec");
    }

    static Stream<JsonNode> rules(JsonNode spec) {
        return StreamSupport.stream(spec.path("groups").spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false));
    }

    /** The section that an alarm leads to, on one line. */
    static String section(String alert) throws IOException {
        var anchor = rules(spec())
                .filter(it -> it.path("alert").asText().equals(alert))
                .map(it -> it.path("annotations").path("runbook_url").asText().split("#")[1])
                .findFirst()
                .orElseThrow();
        for (var section : Files.readString(SECTIONS).split("(?m)^#{2,4} ")) {
            var title = section.lines()
                    .findFirst()
                    .orElse("")
                    .toLowerCase(Locale.ROOT)
                    .replace(' ', '-');
            if (title.equals(anchor)) return section.replaceAll("\\s+", " ");
        }
        throw new AssertionError("no section " + anchor);
    }

    /** The queries of all panels, or of the one with this title, over the last minute and all instances. */
    static List<String> queries(String title) throws IOException {
        var queries = new ArrayList<String>();
        for (var panel :
                Json.MAPPER.readTree(FOLDER.resolve("dashboard.json").toFile()).path("panels")) {
            if (!title.isEmpty() && !panel.path("title").asText().startsWith(title)) continue;
            for (var target : panel.path("targets")) {
                queries.add(target.path("expr")
                        .asText()
                        .replace("$__rate_interval", "1m")
                        .replace("$instance", ".*"));
            }
        }
        return queries;
    }
}
