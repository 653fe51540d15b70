package dev.askfirst.consent.imports;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The exports that we can read, by their format. */
final class ToolExports {

    private static final Map<ImportRequest.Format, ToolExport> ALL = read();

    private ToolExports() {}

    static ToolExport of(ImportRequest.Format format) {
        return ALL.get(format);
    }

    static Map<ImportRequest.Format, ToolExport> all() {
        return ALL;
    }

    private static Map<ImportRequest.Format, ToolExport> read() {
        try (var yaml = ToolExports.class.getResourceAsStream("/imports/tools.yaml")) {
            var read = Json.<Map<String, ToolExport>>read(
                    new YAMLMapper().readTree(yaml),
                    Json.MAPPER.readerFor(new TypeReference<Map<String, ToolExport>>() {}));
            var all = new EnumMap<ImportRequest.Format, ToolExport>(ImportRequest.Format.class);
            read.forEach(
                    (name, export) -> all.put(ImportRequest.Format.valueOf(name.toUpperCase(Locale.ROOT)), export));
            return Collections.unmodifiableMap(all);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of exports cannot be read", e);
        }
    }
}
