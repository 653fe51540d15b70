package dev.askfirst.law;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of law that come with the service. Each id is taken over as a whole or not at all: where one of its rows cannot
 * be read, or is wrong, what was in force before stays in force.
 *
 * @param refused what is wrong with rows that were not taken over
 */
public record ShippedLaws(List<LawRow> rows, List<String> refused) {

    private static final List<String> FILES = List.of(
            "world",
            "us-federal",
            "us-states",
            "france",
            "spain",
            "italy",
            "germany",
            "united-kingdom",
            "india",
            "canada",
            "australia",
            "singapore",
            "colombia",
            "united-arab-emirates",
            "brazil",
            "peru",
            "portugal",
            "netherlands");
    private static final ObjectReader ROW = Json.MAPPER.readerFor(LawRow.class);

    public ShippedLaws {
        rows = List.copyOf(rows);
        refused = List.copyOf(refused);
    }

    /** All there are; read once. */
    public static ShippedLaws load() {
        return Loaded.ALL;
    }

    private static ShippedLaws all() {
        var files = new LinkedHashMap<String, InputStream>();
        for (var file : FILES) files.put(file, ShippedLaws.class.getResourceAsStream("/law/" + file + ".yaml"));
        return read(files);
    }

    /** What stands in some files, by their names. */
    static ShippedLaws read(Map<String, InputStream> files) {
        var byId = new LinkedHashMap<String, List<JsonNode>>();
        var refused = new ArrayList<String>();
        files.forEach((name, yaml) -> {
            for (var node : nodes(name, yaml, refused))
                byId.computeIfAbsent(node.path("id").asText(name), _ -> new ArrayList<>())
                        .add(node);
        });
        var rows = new ArrayList<LawRow>();
        byId.forEach((id, nodes) -> {
            try {
                rows.addAll(checked(nodes));
            } catch (Fault fault) {
                refused.add(id + ": "
                        + fault.errors().stream()
                                .map(error -> error.field() + " " + error.message())
                                .collect(Collectors.joining("; ")));
            }
        });
        return new ShippedLaws(rows, refused);
    }

    /**
     * The rows there are, with these in the place of those they are newer than. A row that an operator has replaced or
     * added stays until a later version of it is shipped.
     */
    public List<LawRow> over(List<LawRow> before) {
        var all = before.stream().collect(Collectors.groupingBy(LawRow::id, LinkedHashMap::new, Collectors.toList()));
        rows.stream()
                .collect(Collectors.groupingBy(LawRow::id, LinkedHashMap::new, Collectors.toList()))
                .forEach((id, shipped) -> {
                    if (newest(shipped) > newest(all.getOrDefault(id, List.of()))) all.put(id, shipped);
                });
        return all.values().stream().flatMap(List::stream).toList();
    }

    private static int newest(List<LawRow> versions) {
        return versions.stream().mapToInt(LawRow::version).max().orElse(0);
    }

    private static List<LawRow> checked(List<JsonNode> nodes) {
        var rows = new ArrayList<LawRow>();
        for (var node : nodes) rows.add(Json.read(node, ROW));
        var checks = new Checks();
        new LawCheck(checks).all(rows);
        checks.done();
        return rows;
    }

    private static List<JsonNode> nodes(String name, InputStream yaml, List<String> refused) {
        try (yaml) {
            var nodes = new ArrayList<JsonNode>();
            new YAMLMapper().readTree(yaml).forEach(nodes::add);
            return nodes;
        } catch (JsonProcessingException e) {
            refused.add(name + ": " + Json.plain(e));
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever asks first has them read; others wait for that. */
    private static final class Loaded {

        private static final ShippedLaws ALL = all();
    }
}
