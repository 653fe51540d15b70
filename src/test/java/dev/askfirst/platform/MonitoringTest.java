package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alert rules and the dashboard lead to what is there: sections of the runbook, panels, figures. */
class MonitoringTest {

    private static final Path FOLDER = Path.of("k8s/components/monitoring");
    private static final Path RUNBOOK = Path.of("docs/operations/alarms.md");
    private static final Path FIGURES = Path.of("docs/operations/metrics.md");
    private static final Pattern FIGURE = Pattern.compile("\\baskfirst_[a-z_]+");
    private static final Pattern PANEL = Pattern.compile("(?<!\\*)\\*([A-Z/][^*]+)\\*(?!\\*)");
    private static final Pattern ALARM = Pattern.compile("`(Askfirst[A-Z]\\w+)`");
    private static final String SECTIONS = "## What each alarm means";

    @Test
    void everyAlarmHasASectionInTheRunbook() throws IOException {
        var headings = DocumentationTest.headings(RUNBOOK);
        var wrong = new ArrayList<String>();
        for (var rule : rules()) {
            var notes = rule.path("annotations");
            var url = notes.path("runbook_url").asText().split("#");
            var there = url.length == 2 && url[0].equals(RUNBOOK.toString()) && headings.contains(url[1]);
            if (!there || notes.path("summary").asText().isEmpty())
                wrong.add(rule.path("alert").asText());
            assertTrue(Set.of("critical", "warning")
                    .contains(rule.path("labels").path("severity").asText()));
        }
        assertEquals(new ArrayList<>(), wrong);
    }

    @Test
    void everyAlarmThatTheRunbookNamesIsARule() throws IOException {
        var rules = new TreeSet<String>();
        rules().forEach(rule -> rules.add(rule.path("alert").asText()));
        var named = new TreeSet<String>();
        ALARM.matcher(Files.readString(RUNBOOK)).results().forEach(it -> named.add(it.group(1)));
        assertEquals(rules, named);
    }

    @Test
    void everyPanelThatTheRunbookNamesIsOnTheDashboard() throws IOException {
        var panels = new TreeSet<String>();
        for (var panel : dashboard().path("panels"))
            panels.add(panel.path("title").asText());
        var text = Files.readString(RUNBOOK);
        var missing = new TreeSet<String>();
        PANEL.matcher(text.substring(text.indexOf(SECTIONS), text.indexOf("## Health")))
                .results()
                .map(it -> it.group(1).replaceAll("\\s+", " "))
                .filter(name -> panels.stream().noneMatch(it -> it.startsWith(name)))
                .forEach(missing::add);
        missing.remove("Catalog");
        assertEquals(new TreeSet<>(), missing);
    }

    /** Each is found once the endings are taken off that a histogram adds. */
    @Test
    void everyFigureThatIsLookedAtIsExplained() throws IOException {
        var told = Files.readString(FIGURES);
        var unknown = new TreeSet<String>();
        for (var file : new String[] {"rules.yaml", "dashboard.json"}) {
            FIGURE.matcher(Files.readString(FOLDER.resolve(file)))
                    .results()
                    .map(it -> it.group().replaceAll("_(bucket|count|sum)$", ""))
                    .filter(it -> !told.contains("`" + it + "`"))
                    .forEach(unknown::add);
        }
        assertEquals(new TreeSet<>(), unknown);
    }

    private static JsonNode rules() throws IOException {
        return new YAMLMapper()
                .readTree(FOLDER.resolve("rules.yaml").toFile())
                .path("spec")
                .path("groups")
                .path(0)
                .path("rules");
    }

    private static JsonNode dashboard() throws IOException {
        return Json.MAPPER.readTree(FOLDER.resolve("dashboard.json").toFile());
    }
}
