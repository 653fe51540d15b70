package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The image that the build makes, as a machine of a cluster lays it out: its files, and what it says about its start. */
record UnpackedImage(Path root, JsonNode config) {

    private static final Duration MADE = Duration.ofMinutes(6);

    /** Has the image made, and lays its layers one over the other. */
    static UnpackedImage made(Path folder) throws IOException {
        succeed("./askfirst image");
        var root = Files.createDirectories(folder.resolve("root"));
        var packed = Files.createDirectories(folder.resolve("packed"));
        succeed("tar -xf target/askfirst.tar -C " + packed);
        var manifest =
                Json.MAPPER.readTree(packed.resolve("manifest.json").toFile()).get(0);
        for (var layer : manifest.path("Layers"))
            succeed("tar -xpzf %s -C %s --no-same-owner".formatted(packed.resolve(layer.asText()), root));
        var config = packed.resolve(manifest.path("Config").asText());
        return new UnpackedImage(root, Json.MAPPER.readTree(config.toFile()).path("config"));
    }

    List<String> entrypoint() {
        var words = new ArrayList<String>();
        config.path("Entrypoint").forEach(it -> words.add(it.asText()));
        return words;
    }

    Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        for (var variable : config.path("Env")) {
            var parts = variable.asText().split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        return environment;
    }

    String workingDirectory() {
        return config.path("WorkingDir").asText();
    }

    /** User and group, by their numbers. */
    String user() {
        return config.path("User").asText();
    }

    private static void succeed(String script) {
        var ended = Program.shell(script, Map.of()).awaitEnd(MADE);
        assertEquals(0, ended.exit(), () -> ended.out() + ended.errors());
    }
}
