package dev.askfirst.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.config.Names;

/** The names of all settings that are read when the service runs: its own, the framework's, the token library's. */
public final class SettingNames {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern INJECTED = Pattern.compile("@ConfigProperty\\(name = \"([^\"]+)\"");

    private final Set<String> names = new TreeSet<>();

    private SettingNames() {}

    /** The environment variables that stand for a setting, by the rules of MicroProfile Config. */
    public static Set<String> asVariables() throws IOException, ReflectiveOperationException {
        var all = new SettingNames();
        all.own();
        all.frameworks();
        for (var field : Names.class.getFields()) all.names.add((String) field.get(null));
        return variables(all.names);
    }

    /** Those that code of ours reads by a name of its own. */
    static Set<String> ours() throws IOException, ReflectiveOperationException {
        var all = new SettingNames();
        all.own();
        all.names.removeIf(it -> !it.startsWith("askfirst."));
        return variables(all.names);
    }

    private static Set<String> variables(Set<String> names) {
        var variables = new TreeSet<String>();
        for (var name : names) {
            variables.add(StringUtil.replaceNonAlphanumericByUnderscores(name).toUpperCase(Locale.ROOT));
        }
        return variables;
    }

    public static Properties applicationProperties() throws IOException {
        var properties = new Properties();
        try (var file = SettingNames.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }
        return properties;
    }

    private void own() throws IOException, ReflectiveOperationException {
        try (var files = Files.walk(SOURCES)) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                var source = Files.readString(file);
                INJECTED.matcher(source).results().forEach(found -> names.add(found.group(1)));
                if (source.contains("@ConfigMapping(")) mapping(file);
            }
        }
    }

    private void mapping(Path file) throws ReflectiveOperationException {
        var name = SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
        var mapped = ConfigMappings.ConfigClass.configClass(Class.forName(name));
        names.addAll(ConfigMappings.getProperties(mapped).keySet());
    }

    /** Each extension tells its settings; those fixed when the service is built are of no use in an environment. */
    private void frameworks() throws IOException {
        var models = SettingNames.class
                .getClassLoader()
                .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json");
        var mapper = new ObjectMapper();
        for (var model : Collections.list(models)) {
            try (var json = model.openStream()) {
                walk(mapper.readTree(json));
            }
        }
    }

    private void walk(JsonNode node) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            names.add(node.path("path").path("property").asText());
        }
        node.forEach(this::walk);
    }
}
