package dev.askfirst.platform.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Objects as the cluster would read them, but refusing any field it would overlook. */
final class Manifests {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("batch/v1/CronJob", CronJob.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("scheduling.k8s.io/v1/PriorityClass", PriorityClass.class),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class));

    static final YAMLMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .annotationIntrospector(new NothingElse())
            .build();

    /** Pods, and whose they are. */
    record Pods(String owner, PodTemplateSpec template) {}

    private final List<HasMetadata> typed = new ArrayList<>();
    private final List<JsonNode> trees = new ArrayList<>();

    private Manifests() {}

    /** The model keeps unknown fields in a map of its own; without that map they are errors. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    /** What a folder below {@code k8s} makes. */
    static Manifests of(String folder) {
        return rendered(Kustomize.render(folder));
    }

    static Manifests rendered(String yaml) {
        try {
            return read(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manifests read(String yaml) throws IOException {
        var all = new Manifests();
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNext()) all.take(documents.next());
        }
        return all;
    }

    private void take(JsonNode tree) throws IOException {
        var name = tree.path("apiVersion").asText() + "/" + tree.path("kind").asText();
        trees.add(tree);
        if (TYPES.containsKey(name)) typed.add(STRICT.treeToValue(tree, TYPES.get(name)));
        else CustomResources.validate(tree);
    }

    /** All of them, by apiVersion, kind and so on. */
    List<JsonNode> trees() {
        return trees;
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return typed.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> T one(Class<T> type) {
        var all = all(type);
        if (all.size() != 1) throw new AssertionError(type.getSimpleName() + ": " + all);
        return all.getFirst();
    }

    <T extends HasMetadata> T one(Class<T> type, String name) {
        return all(type).stream()
                .filter(it -> it.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type.getSimpleName() + " " + name));
    }

    /** An object of a kind that others have defined. */
    JsonNode one(String kind) {
        return trees.stream()
                .filter(it -> it.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind));
    }

    /** Everything that makes pods from a template of ours. */
    Stream<Pods> pods() {
        return Stream.of(
                        all(Deployment.class).stream()
                                .map(it -> pods(it, it.getSpec().getTemplate())),
                        all(StatefulSet.class).stream()
                                .map(it -> pods(it, it.getSpec().getTemplate())),
                        all(CronJob.class).stream()
                                .map(it -> pods(
                                        it,
                                        it.getSpec().getJobTemplate().getSpec().getTemplate())),
                        all(Job.class).stream().map(it -> pods(it, it.getSpec().getTemplate())))
                .flatMap(it -> it);
    }

    private static Pods pods(HasMetadata owner, PodTemplateSpec template) {
        return new Pods(owner.getKind() + " " + owner.getMetadata().getName(), template);
    }
}
