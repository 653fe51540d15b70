package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.SettingNames;
import dev.askfirst.platform.local.LocalRoles;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators of the overlay {@code production} rely on: nothing confirmed is lost, and the pieces fit each other. */
class ProductionOverlayTest {

    private static final String URL = "QUARKUS_DATASOURCE_JDBC_URL";

    private final Manifests production = Overlay.PRODUCTION.manifests();
    private final Deployment service = production.one(Deployment.class);
    private final JsonNode cluster = production.one("Cluster");

    @Test
    void everyCommitIsOnASecondMachineBeforeItIsConfirmed() {
        assertEquals(3, cluster.at("/spec/instances").asInt());
        var synchronous = cluster.at("/spec/postgresql/synchronous");
        assertEquals("any", synchronous.path("method").asText());
        assertEquals(1, synchronous.path("number").asInt());
        assertEquals("required", synchronous.path("dataDurability").asText());
        assertTrue(synchronous.path("failoverQuorum").asBoolean());
        assertEquals(
                "required", cluster.at("/spec/affinity/podAntiAffinityType").asText());
        var parameters = cluster.at("/spec/postgresql/parameters");
        for (var name : List.of("fsync", "full_page_writes", "synchronous_commit", "autovacuum"))
            assertTrue(parameters.path(name).isMissingNode(), name);
    }

    @Test
    void thereAreThreeRolesWithAPasswordEach() {
        var passwords = new TreeMap<String, String>();
        for (var role : cluster.at("/spec/managed/roles")) {
            passwords.put(
                    role.path("name").asText(), role.at("/passwordSecret/name").asText());
            assertTrue(role.path("superuser").isMissingNode());
        }
        assertEquals(
                Map.of(
                        LocalRoles.OWNER, "askfirst-owner",
                        LocalRoles.SERVICE, "askfirst-service",
                        LocalRoles.RETENTION, "askfirst-retention"),
                passwords);
        assertEquals(
                LocalRoles.OWNER, cluster.at("/spec/bootstrap/initdb/owner").asText());
        assertEquals(
                LocalRoles.DATABASE,
                cluster.at("/spec/bootstrap/initdb/database").asText());
        var settings = settings(production);
        assertEquals(LocalRoles.SERVICE, settings.get("QUARKUS_DATASOURCE_USERNAME"));
        assertEquals(LocalRoles.RETENTION, settings.get("ASKFIRST_RETENTION_USERNAME"));
    }

    /** The names that the cluster's certificate has are those of its Services. */
    @ParameterizedTest
    @EnumSource(names = {"PRODUCTION", "PRODUCTION_RESTORED", "SCALED"})
    void theDatabaseIsKnownByItsCertificate(Overlay overlay) {
        var manifests = overlay.manifests();
        var url = settings(manifests).get(URL);
        assertTrue(url.contains("sslmode=verify-full&sslrootcert=/etc/askfirst/database/ca.crt"), url);
        for (var pods : manifests.pods().toList()) {
            var pod = pods.template().getSpec();
            assertTrue(pod.getContainers().getFirst().getVolumeMounts().stream()
                    .anyMatch(it -> it.getMountPath().equals("/etc/askfirst/database")));
            assertTrue(authority(pod).startsWith("askfirst-database"));
        }
    }

    @Test
    void theServiceIsOnThePrimaryOfThisCluster() {
        var name = cluster.at("/metadata/name").asText();
        var url = settings(production).get(URL);
        assertTrue(url.startsWith("jdbc:postgresql://%s-rw:5432/askfirst?".formatted(name)), url);
        assertTrue(url.endsWith("&targetServerType=primary"), url);
        assertEquals(name + "-ca", authority(service.getSpec().getTemplate().getSpec()));
        assertEquals(
                name, production.one("ScheduledBackup").at("/spec/cluster/name").asText());
    }

    /** The overlay restore makes another cluster of the backups of this one; then the component leads the service there. */
    @Test
    void aRestoreLeavesWhatItIsMadeFrom() {
        var restore = Overlay.RESTORE.manifests();
        var restored = restore.one("Cluster");
        var name = restored.at("/metadata/name").asText();
        assertEquals("askfirst-database-restored", name);
        var bootstrap = restored.at("/spec/bootstrap");
        assertEquals(Set.of("recovery"), fields(bootstrap));
        assertEquals(
                cluster.at("/metadata/name").asText(),
                restored.at("/spec/externalClusters/0/plugin/parameters/serverName")
                        .asText());
        assertEquals(cluster.at("/spec/postgresql"), restored.at("/spec/postgresql"));
        assertEquals(cluster.at("/spec/managed"), restored.at("/spec/managed"));
        assertEquals(cluster.at("/spec/plugins"), restored.at("/spec/plugins"));
        assertEquals(
                name, restore.one("ScheduledBackup").at("/spec/cluster/name").asText());
        var after = Overlay.PRODUCTION_RESTORED.manifests();
        assertTrue(settings(after).get(URL).contains("//" + name + "-rw:"));
        assertEquals(
                name + "-ca",
                authority(after.one(Deployment.class).getSpec().getTemplate().getSpec()));
    }

    /** Each instance opens all its pools, and one more starts before another ends. */
    @Test
    void theDatabaseHasConnectionsForAsManyInstancesAsThereMayBe() throws IOException, ReflectiveOperationException {
        var others = SettingNames.applicationProperties().entrySet().stream()
                .filter(it ->
                        it.getKey().toString().matches("quarkus\\.datasource\\.((?!lanes)\\w+\\.)?jdbc\\.max-size"))
                .mapToInt(it -> Integer.parseInt(it.getValue().toString()))
                .sum();
        var each = others + lanes();
        var instances = production.one(HorizontalPodAutoscaler.class).getSpec().getMaxReplicas() + 1;
        var most = cluster.at("/spec/postgresql/parameters/max_connections").asInt();
        assertTrue(instances * (each + 1) + 20 <= most, () -> instances + " × " + each + " of " + most);
    }

    /** What it looks at is a figure that the service has: tests hold that page against it. */
    @Test
    void theAutoscalerKnowsWhatItLooksAt() throws IOException {
        var metrics = Files.readString(Path.of("docs/operations/metrics.md"));
        for (var metric :
                production.one(HorizontalPodAutoscaler.class).getSpec().getMetrics())
            assertTrue(metrics.contains("`" + metric.getPods().getMetric().getName() + "`"), metric::toString);
    }

    @Test
    void theAutoscalerSaysHowManyThereAre() {
        var autoscaler = production.one(HorizontalPodAutoscaler.class).getSpec();
        assertEquals(
                service.getMetadata().getName(), autoscaler.getScaleTargetRef().getName());
        assertEquals(null, service.getSpec().getReplicas());
        assertTrue(autoscaler.getMinReplicas() > 1);
    }

    @Test
    void instancesLieApartAndAreThereFirst() {
        var pod = service.getSpec().getTemplate().getSpec();
        assertEquals(
                List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone"),
                pod.getTopologySpreadConstraints().stream()
                        .map(it -> it.getTopologyKey())
                        .toList());
        assertEquals(production.one(PriorityClass.class).getMetadata().getName(), pod.getPriorityClassName());
    }

    /** Without a policy that names it, a pod reaches nobody and nobody reaches it. */
    @Test
    void nobodyReachesAnybodyButAsListed() {
        var nobody = production.one(NetworkPolicy.class, "nobody").getSpec();
        assertEquals(List.of("Ingress", "Egress"), nobody.getPolicyTypes());
        assertEquals(Map.of(), Map.copyOf(nobody.getPodSelector().getMatchLabels()));
        assertEquals(List.of(), nobody.getIngress());
        assertEquals(List.of(), nobody.getEgress());
        var ingress = production.one(NetworkPolicy.class, "askfirst").getSpec().getIngress();
        var from = ingress.stream()
                .collect(Collectors.toMap(
                        it -> it.getPorts().getFirst().getPort().getStrVal(),
                        it -> it.getFrom()
                                .getFirst()
                                .getNamespaceSelector()
                                .getMatchLabels()
                                .values()
                                .iterator()
                                .next()));
        assertEquals(Map.of("http", "gateway", "management", "monitoring"), from);
    }

    @Test
    void metricsAreScrapedWhereTheyAre() {
        var monitor = production.one(ServiceMonitor.class).getSpec();
        var scraped = production.one(Service.class, "askfirst-management");
        assertTrue(scraped.getMetadata()
                .getLabels()
                .entrySet()
                .containsAll(monitor.getSelector().getMatchLabels().entrySet()));
        var endpoint = monitor.getEndpoints().getFirst();
        assertEquals(scraped.getSpec().getPorts().getFirst().getName(), endpoint.getPort());
        assertEquals("/q/metrics", endpoint.getPath());
        assertEquals("None", scraped.getSpec().getClusterIP());
        assertEquals(
                1,
                production.all(Service.class).stream()
                        .filter(it -> it.getMetadata()
                                .getLabels()
                                .entrySet()
                                .containsAll(
                                        monitor.getSelector().getMatchLabels().entrySet()))
                        .count());
    }

    private static int lanes() throws ReflectiveOperationException {
        var number = Class.forName("dev.askfirst.decision.lane.LaneConfig").getDeclaredMethod("number");
        return Integer.parseInt(number.getAnnotation(WithDefault.class).value());
    }

    private static Map<String, String> settings(Manifests manifests) {
        return manifests.one(ConfigMap.class, "askfirst").getData();
    }

    private static String authority(PodSpec pod) {
        var volume = pod.getVolumes().stream()
                .filter(it -> it.getName().equals("database-ca"))
                .findFirst()
                .orElseThrow()
                .getSecret();
        assertEquals(
                List.of("ca.crt"),
                volume.getItems().stream().map(it -> it.getKey()).toList(),
                "its private key lies beside it");
        return volume.getSecretName();
    }

    private static Set<String> fields(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .collect(Collectors.toSet());
    }
}
