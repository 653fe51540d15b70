package dev.askfirst.catalog.connection;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one tool is told of noes: data, in {@code connection/tools.yaml}.
 *
 * @param url where it is
 * @param settings what targets must set for it
 * @param signed as what service Amazon's signature (SigV4) names it, if it asks for that; the region is a setting
 * @param headers what every request bears
 * @param reasons how it calls reasons of ours; {@code other} is any that is not named
 * @param no how it is told that an address may not be written to
 * @param yes how that is taken back
 * @param erased how it is told that somebody was erased, if not like a no
 */
public record Tool(
        String url,
        List<String> settings,
        Optional<String> signed,
        Map<String, String> headers,
        Map<String, String> reasons,
        PushTemplate.Request no,
        Optional<PushTemplate.Request> yes,
        Optional<PushTemplate.Request> erased,
        Optional<Job> job) {

    /** The name of the tool that the catalog itself describes. */
    public static final String TEMPLATE = "template";

    private static final Map<String, Tool> ALL = read();

    /**
     * Of a tool that only takes requests in: where what became of one is asked for.
     *
     * @param id where the reply says under which name
     * @param done what it says once it is so
     * @param failed what it says if it will never be so
     */
    public record Job(String id, String no, String yes, Map<String, String> done, Map<String, String> failed) {}

    public Tool {
        settings = settings == null ? List.of() : List.copyOf(settings);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        reasons = reasons == null ? Map.of() : Map.copyOf(reasons);
        signed = PushTarget.orAbsent(signed);
        yes = PushTarget.orAbsent(yes);
        erased = PushTarget.orAbsent(erased);
        job = PushTarget.orAbsent(job);
    }

    /** The tools that are known by name. */
    static Map<String, Tool> all() {
        return ALL;
    }

    /** The tool that a target tells; there must be one. */
    public static Tool of(PushTarget target) {
        var template = target.template();
        if (template.isEmpty()) return ALL.get(target.tool());
        var own = template.get();
        return new Tool("", null, null, null, null, own.no(), own.yes(), own.erased(), null);
    }

    /** How the tool calls a reason of ours. */
    public String reason(String ours) {
        return reasons.getOrDefault(ours, reasons.getOrDefault("other", ours));
    }

    private static Map<String, Tool> read() {
        try (var yaml = Tool.class.getResourceAsStream("/connection/tools.yaml")) {
            return Json.read(
                    new YAMLMapper().readTree(yaml), Json.MAPPER.readerFor(new TypeReference<Map<String, Tool>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of tools cannot be read", e);
        }
    }
}
