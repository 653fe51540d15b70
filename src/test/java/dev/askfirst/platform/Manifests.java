package dev.askfirst.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The objects of {@code k8s/base}, read as the cluster would read them, but refusing any field it would overlook. */
final class Manifests {

    record Kustomization(String apiVersion, String kind, List<String> resources) {}

    static final Path FOLDER = Path.of("k8s/base");
    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "batch/v1/Job", Job.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);
    private static final YAMLMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .annotationIntrospector(new NothingElse())
            .build();

    private Manifests() {}

    /** The model keeps unknown fields in a map of its own; without that map they are errors. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    static Kustomization kustomization() {
        try {
            return STRICT.readValue(FOLDER.resolve(KUSTOMIZATION).toFile(), Kustomization.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file beside the kustomization. */
    static Set<String> files() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(KUSTOMIZATION))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<HasMetadata> all() {
        return files().stream().map(name -> {
            try {
                return read(Files.readString(FOLDER.resolve(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        });
    }

    static <T extends HasMetadata> T one(Class<T> type) {
        return all().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    static HasMetadata read(String yaml) throws IOException {
        var tree = STRICT.readTree(yaml);
        var name = tree.path("apiVersion").asText() + "/" + tree.path("kind").asText();
        if (!TYPES.containsKey(name)) throw new IOException("no type for " + name);
        return STRICT.treeToValue(tree, TYPES.get(name));
    }
}
