package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every overlay is rendered as operators render it, and every field of what comes out is one that the cluster knows. */
class OverlaysTest {

    private static final String KUSTOMIZATION = "kustomization.yaml";

    /** What namespaces hold no objects of. */
    private static final Set<String> OF_THE_CLUSTER = Set.of("Namespace", "PriorityClass");

    @ParameterizedTest
    @EnumSource
    void everyFieldIsKnown(Overlay overlay) {
        assertTrue(overlay.manifests().trees().size() > 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: a}, spec: {instances: 3, synchronos: {}}}",
                "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: a}, spec: {instances: three}}",
                "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a}, spec: {hostname: a}}",
                "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: a}, spec: {endpoint: []}}",
                "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a}, spec: {secretStoreRef: {name: a}}}",
                "{apiVersion: example.org/v1, kind: Unknown, metadata: {name: a}}"
            })
    void whatTheClusterWouldOverlookIsFound(String yaml) {
        assertThrows(IOException.class, () -> Manifests.read(yaml));
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsInOneNamespace(Overlay overlay) {
        var names = overlay.manifests().trees().stream()
                .filter(it -> !OF_THE_CLUSTER.contains(it.path("kind").asText()))
                .map(it -> it.at("/metadata/namespace").asText())
                .collect(Collectors.toSet());
        assertEquals(Set.of(overlay.namespace()), names);
    }

    @ParameterizedTest
    @EnumSource
    void theNamespaceTakesRestrictedPodsOnly(Overlay overlay) {
        for (var namespace : overlay.manifests().all(Namespace.class)) {
            assertEquals(overlay.namespace(), namespace.getMetadata().getName());
            assertEquals("restricted", namespace.getMetadata().getLabels().get("pod-security.kubernetes.io/enforce"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingSecretStandsInTheFiles(Overlay overlay) {
        for (var map : overlay.manifests().all(ConfigMap.class))
            map.getData().keySet().forEach(name -> assertTrue(!name.matches(".*(PASSWORD|SECRET).*"), name));
        assertTrue(overlay.manifests().trees().stream()
                .noneMatch(it -> it.path("kind").asText().equals("Secret")));
    }

    /** Only what was tried runs: a tag can be moved. */
    @ParameterizedTest
    @EnumSource(
            names = {"DEMO", "DEMO_WITH_KEYCLOAK"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyImageIsNamedByItsDigest(Overlay overlay) {
        var images = new ArrayList<String>();
        overlay.manifests().trees().forEach(it -> images(it, images));
        assertTrue(!images.isEmpty());
        images.removeIf(it -> it.matches("[^@]+@sha256:[0-9a-f]{64}"));
        assertEquals(List.of(), images);
    }

    private static void images(JsonNode node, List<String> found) {
        for (var member : node.properties()) {
            if (member.getKey().matches("image|imageName") && member.getValue().isTextual())
                found.add(member.getValue().asText());
        }
        node.forEach(it -> images(it, found));
    }

    /** The realm is tried with that version. */
    @Test
    void keycloakIsTheOneThatIsTried() throws IOException {
        var tried = Pattern.compile("<keycloak.version>(.*?)<")
                .matcher(Files.readString(Path.of("src/test/keycloak/pom.xml")));
        assertTrue(tried.find());
        var deployment = Overlay.DEMO_WITH_KEYCLOAK.manifests().one(Deployment.class, "keycloak");
        var container =
                deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
        assertEquals("quay.io/keycloak/keycloak:" + tried.group(1), container.getImage());
    }

    /** A file that no kustomization names is in no cluster. */
    @Test
    void everyFileIsListed() throws IOException {
        var left = new TreeSet<Path>();
        try (var files = Files.walk(Kustomize.K8S)) {
            for (var file : files.filter(it -> it.endsWith(KUSTOMIZATION)).toList()) {
                var text = Files.readString(file);
                try (var beside = Files.list(file.getParent())) {
                    beside.filter(Files::isRegularFile)
                            .filter(it -> !it.endsWith(KUSTOMIZATION)
                                    && !text.contains(it.getFileName().toString()))
                            .forEach(left::add);
                }
            }
        }
        assertEquals(Set.of(), left);
    }
}
