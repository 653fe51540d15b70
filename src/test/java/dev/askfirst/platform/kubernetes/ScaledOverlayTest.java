package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the overlay {@code scaled} tells the service is what docs/scaling.md says, and what tests on a cluster run with. */
class ScaledOverlayTest {

    private static final String APART = "ASKFIRST_SHARDS_APART";
    private static final String LANES = "QUARKUS_DATASOURCE_LANES_JDBC_ADDITIONAL_JDBC_PROPERTIES_OPTIONS";

    private final Map<String, String> settings =
            Manifests.of("overlays/scaled").one(ConfigMap.class, "askfirst").getData();

    @Test
    void itIsWhatIsDocumentedAndTested() throws IOException {
        var page = Files.readString(Path.of("docs/scaling.md"));
        for (var name : Set.of(APART, LANES)) {
            var row = "| `%s` | `%s` |".formatted(name, settings.get(name));
            assertTrue(page.contains(row), row);
        }
        assertEquals(TestCluster.LANES, settings.get(LANES));
    }
}
