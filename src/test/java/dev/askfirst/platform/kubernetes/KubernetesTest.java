package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.askfirst.platform.SettingNames;
import dev.askfirst.platform.schema.Migration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the cluster is told must be what the application is: names, ports, paths, and no rights beyond its needs. */
class KubernetesTest {

    private static final Set<String> NEEDED = Set.of(
            "QUARKUS_DATASOURCE_JDBC_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "ASKFIRST_RETENTION_USERNAME",
            "ASKFIRST_RETENTION_PASSWORD",
            "MP_JWT_VERIFY_ISSUER",
            "MP_JWT_VERIFY_AUDIENCES",
            "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
            "ASKFIRST_KEYS",
            "ASKFIRST_PUBLIC_URL",
            "QUARKUS_MAILER_HOST",
            "ASKFIRST_MAIL_FROM");

    private final Manifests base = Manifests.of("base");
    private final Deployment deployment = base.one(Deployment.class);
    private final Job migration = base.one(Job.class);
    private final ConfigMap settings = base.one(ConfigMap.class);
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().getFirst();

    @Test
    void anUnknownFieldIsFound() {
        var misspelt =
                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 1, targetprot: 2}]}}";
        assertThrows(UnrecognizedPropertyException.class, () -> Manifests.read(misspelt));
    }

    @Test
    void theImageIsTheOneTheBuildMakes() throws IOException {
        var version = Pattern.compile("<artifactId>askfirst</artifactId>\\s*<version>(.*?)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find());
        assertEquals("askfirst:" + version.group(1), container.getImage());
    }

    @Test
    void portsAreTheApplications() throws IOException {
        var ports = container.getPorts().stream()
                .collect(Collectors.toMap(
                        ContainerPort::getName, port -> port.getContainerPort().toString()));
        var settings = SettingNames.applicationProperties();
        assertEquals(
                Map.of(
                        "http", settings.getProperty("quarkus.http.port"),
                        "management", settings.getProperty("askfirst.management.port")),
                ports);
        for (var probe : probes().values()) {
            assertEquals("management", probe.getHttpGet().getPort().getStrVal());
        }
    }

    @Test
    void theWorldReachesTheServiceAndNotItsManagement() {
        var routed = base.one(Service.class).getSpec().getPorts().stream()
                .map(port -> port.getTargetPort().getStrVal())
                .toList();
        assertEquals(List.of("http"), routed);
    }

    /** The paths are the framework's own, as long as the application does not move them. */
    @Test
    void probesAskForHealth() throws IOException {
        probes().forEach((path, probe) -> assertEquals(path, probe.getHttpGet().getPath()));
        var moved = SettingNames.applicationProperties().stringPropertyNames().stream()
                .filter(name -> name.contains("smallrye-health")
                        || name.endsWith("root-path")
                        || name.startsWith("quarkus.management"))
                .toList();
        assertEquals(List.of(), moved);
    }

    @Test
    void everyVariableIsASettingTheServiceReads() throws IOException, ReflectiveOperationException {
        var unread = variables();
        unread.removeAll(SettingNames.asVariables());
        assertEquals(Set.of(), unread);
    }

    @Test
    void aVariableNobodyReadsIsFound() throws IOException, ReflectiveOperationException {
        var read = SettingNames.asVariables();
        for (var name : List.of("ASKFIRST_KEY", "QUARKUS_DATASOURCE_JDBCURL", "QUARKUS_DATASOURCE_DB_KIND")) {
            assertFalse(read.contains(name), name);
        }
    }

    @Test
    void whatTheServiceNeedsIsSet() {
        var from = container.getEnvFrom().getFirst().getConfigMapRef();
        assertEquals(settings.getMetadata().getName(), from.getName());
        var missing = new TreeSet<>(NEEDED);
        missing.removeAll(variables());
        assertEquals(Set.of(), missing);
    }

    @Test
    void nothingSecretStandsInTheFiles() {
        settings.getData().keySet().forEach(name -> assertFalse(name.contains("PASSWORD"), name));
        container.getEnv().forEach(it -> assertNotNull(it.getValueFrom().getSecretKeyRef()));
    }

    /** The owner could rewrite the record. */
    @Test
    void nobodyButTheMigrationHasTheOwnersPassword() {
        var owners = Set.of("QUARKUS_FLYWAY_USERNAME", "QUARKUS_FLYWAY_PASSWORD");
        var ofJob = migration.getSpec().getTemplate().getSpec().getContainers().getFirst();
        assertEquals(List.of(Migration.ARGUMENT), ofJob.getArgs());
        assertEquals(container.getImage(), ofJob.getImage());
        var names = ofJob.getEnv().stream().map(EnvVar::getName).collect(Collectors.toSet());
        assertTrue(names.containsAll(owners));
        names.removeAll(owners);
        assertTrue(settings.getData().keySet().containsAll(names), names::toString);
        assertTrue(Collections.disjoint(owners, variables()));
        var owned = ofJob.getEnv().stream()
                .map(it -> it.getValueFrom() == null ? null : it.getValueFrom().getSecretKeyRef())
                .filter(Objects::nonNull)
                .map(SecretKeySelector::getName)
                .toList();
        assertEquals(List.of("askfirst-owner"), owned);
    }

    @Test
    void onlyTheFolderForPassingFilesCanBeWritten() {
        var writable = container.getVolumeMounts().stream()
                .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .map(VolumeMount::getMountPath)
                .toList();
        assertEquals(List.of("/tmp"), writable);
    }

    @Test
    void whatTheSettingsPointToIsMounted() {
        var mounted = container.getVolumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .toList();
        var data = settings.getData();
        assertTrue(mounted.contains(data.get("ASKFIRST_KEYS")));
        assertTrue(mounted.contains(
                Path.of(data.get("ASKFIRST_CATALOG")).getParent().toString()));
    }

    @Test
    void aFileToImportHasRoomWhileItWaits() {
        var room = pod.getVolumes().stream()
                .filter(volume -> volume.getEmptyDir() != null)
                .map(volume -> volume.getEmptyDir().getSizeLimit())
                .findFirst()
                .orElseThrow();
        var most = Quantity.parse(settings.getData().get("ASKFIRST_IMPORTS_MOST_BYTES") + "i");
        assertTrue(room.getNumericalAmount().compareTo(most.getNumericalAmount()) > 0);
    }

    @Test
    void whatIsUnderWayEndsBeforeThePodIsKilled() throws IOException {
        assertTrue(pod.getTerminationGracePeriodSeconds()
                > seconds("quarkus.shutdown.delay") + seconds("quarkus.shutdown.timeout"));
    }

    /** Whoever routes by readiness sees it turn before the first connection is refused. */
    @Test
    void theServiceIsNotReadyForLongEnoughBeforeItEnds() throws IOException {
        assertTrue(seconds("quarkus.shutdown.delay")
                >= container.getReadinessProbe().getPeriodSeconds()
                        * container.getReadinessProbe().getFailureThreshold());
    }

    private static int seconds(String setting) throws IOException {
        return Integer.parseInt(
                SettingNames.applicationProperties().getProperty(setting).replace("S", ""));
    }

    @Test
    void allSpeakOfTheSamePods() {
        var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
        assertEquals(labels, deployment.getSpec().getSelector().getMatchLabels());
        assertEquals(labels, base.one(Service.class).getSpec().getSelector());
        assertEquals(
                labels,
                base.one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
        assertTrue(deployment.getSpec().getReplicas() > 1, "one could not be replaced without a gap");
    }

    private Map<String, Probe> probes() {
        return Map.of(
                "/q/health/started", container.getStartupProbe(),
                "/q/health/ready", container.getReadinessProbe(),
                "/q/health/live", container.getLivenessProbe());
    }

    private Set<String> variables() {
        var names = new TreeSet<>(settings.getData().keySet());
        container.getEnv().forEach(it -> names.add(it.getName()));
        return names;
    }
}
