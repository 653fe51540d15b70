package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What {@code k8s/citus} adds to {@code k8s/base} is what docs/scaling.md says, and what tests on a cluster run with. */
class CitusOverlayTest {

    private static final Path FOLDER = Path.of("k8s/citus");
    private static final String APART = "ASKFIRST_SHARDS_APART";
    private static final String LANES = "QUARKUS_DATASOURCE_LANES_JDBC_ADDITIONAL_JDBC_PROPERTIES_OPTIONS";

    private final ConfigMap settings =
            assertInstanceOf(ConfigMap.class, Manifests.read(Files.readString(FOLDER.resolve("configmap.yaml"))));

    CitusOverlayTest() throws IOException {}

    @Test
    void itPatchesTheBase() throws IOException {
        var kustomization = Files.readString(FOLDER.resolve("kustomization.yaml"));
        assertTrue(
                kustomization.contains("resources:\n  - ../base\npatches:\n  - path: configmap.yaml\n"), kustomization);
        assertEquals(
                Manifests.one(ConfigMap.class).getMetadata().getName(),
                settings.getMetadata().getName());
    }

    @Test
    void everyVariableIsASettingTheServiceReads() throws IOException, ReflectiveOperationException {
        var unread = new TreeSet<>(settings.getData().keySet());
        unread.removeAll(SettingNames.asVariables());
        // Options of a driver have no names of their own; ours has a value already.
        for (var name : SettingNames.applicationProperties().stringPropertyNames())
            unread.remove(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
        assertEquals(Set.of(), unread);
    }

    @Test
    void itIsWhatIsDocumentedAndTested() throws IOException {
        var page = Files.readString(Path.of("docs/scaling.md"));
        for (var name : Set.of(APART, LANES)) {
            var row = "| `%s` | `%s` |".formatted(name, settings.getData().get(name));
            assertTrue(page.contains(row), row);
        }
        assertEquals(TestCluster.LANES, settings.getData().get(LANES));
    }
}
