package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.SettingNames;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every pod of every overlay. */
class PodsTest {

    private static final Pattern SECRET =
            Pattern.compile("kubectl create secret generic (\\S+)((?:[^\\n]|(?<=\\\\)\\n)*)");
    private static final List<String> ROLES = List.of("owner", "service", "retention");

    private static final String OWNERS = "askfirst-owner";
    private static final String MIGRATION = "Job askfirst-migrate";

    /** The demo's database is told the passwords of its roles to make them; whoever has the database has the record. */
    private static final String DATABASE = "StatefulSet postgres";

    /** Keycloak of the demo prepares itself in its own folder at each start. */
    private static final Set<String> WRITES_ITS_ROOT = Set.of("keycloak");

    @ParameterizedTest
    @EnumSource
    void noneHasTheOwnersPasswordButTheMigration(Overlay overlay) {
        var having = having(OWNERS, overlay.manifests());
        having.remove(DATABASE);
        var migrates = overlay.manifests().pods().anyMatch(it -> it.owner().equals(MIGRATION));
        assertEquals(migrates ? Set.of(MIGRATION) : Set.of(), having);
    }

    /** By whatever way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "containers: [{name: a, env: [{name: B, valueFrom: {secretKeyRef: {name: askfirst-owner, key: password}}}]}]",
                "containers: [{name: a, envFrom: [{secretRef: {name: askfirst-owner}}]}]",
                "initContainers: [{name: a, envFrom: [{secretRef: {name: askfirst-owner}}]}]",
                "volumes: [{name: a, secret: {secretName: askfirst-owner}}]",
                "volumes: [{name: a, projected: {sources: [{secret: {name: askfirst-owner}}]}}]"
            })
    void whoHasTheOwnersPasswordIsFound(String pod) throws IOException {
        var manifests =
                Manifests.read("{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec: {"
                        + pod + "}}}}");
        assertEquals(Set.of("Deployment a"), having(OWNERS, manifests));
    }

    private static Set<String> having(String secret, Manifests manifests) {
        return manifests
                .pods()
                .filter(it -> secrets(it.template().getSpec()).anyMatch(secret::equals))
                .map(Manifests.Pods::owner)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void eachIsRestricted(Overlay overlay) {
        overlay.manifests().pods().forEach(pods -> {
            var pod = pods.template().getSpec();
            var own = pod.getSecurityContext();
            assertEquals(true, own.getRunAsNonRoot(), pods.owner());
            assertTrue(own.getRunAsUser() > 0, pods.owner());
            assertEquals("RuntimeDefault", own.getSeccompProfile().getType());
            assertEquals(false, pod.getAutomountServiceAccountToken(), pods.owner());
            assertFalse(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC())
                    .anyMatch(Boolean.TRUE::equals));
            assertTrue(pod.getVolumes().stream().allMatch(it -> it.getHostPath() == null), pods.owner());
            containers(pod).forEach(PodsTest::isRestricted);
        });
    }

    private static void isRestricted(Container container) {
        var own = container.getSecurityContext();
        assertEquals(false, own.getAllowPrivilegeEscalation(), container.getName());
        assertEquals(List.of("ALL"), own.getCapabilities().getDrop(), container.getName());
        assertEquals(List.of(), own.getCapabilities().getAdd(), container.getName());
        assertEquals(
                !WRITES_ITS_ROOT.contains(container.getName()), own.getReadOnlyRootFilesystem(), container.getName());
    }

    /** No limit of processor time: see the base. */
    @ParameterizedTest
    @EnumSource
    void eachAsksForWhatItNeedsAndIsBounded(Overlay overlay) {
        overlay.manifests()
                .pods()
                .flatMap(it -> containers(it.template().getSpec()))
                .forEach(container -> {
                    var resources = container.getResources();
                    assertTrue(
                            resources.getRequests().keySet().containsAll(Set.of("cpu", "memory")), container.getName());
                    assertTrue(resources.getLimits().containsKey("memory"), container.getName());
                });
    }

    @ParameterizedTest
    @EnumSource
    void whatServesIsProbed(Overlay overlay) {
        overlay.manifests()
                .pods()
                .filter(it -> !it.owner().matches("(Cron)?Job .*"))
                .forEach(pods -> {
                    for (var container : pods.template().getSpec().getContainers()) {
                        assertNotNull(container.getReadinessProbe(), container.getName());
                        assertNotNull(container.getStartupProbe(), container.getName());
                    }
                });
    }

    /** Options of the driver have no names of their own; ours have values already. */
    @ParameterizedTest
    @EnumSource
    void everyVariableIsASettingTheServiceReads(Overlay overlay) throws IOException, ReflectiveOperationException {
        var unread = new TreeSet<String>();
        for (var map : overlay.manifests().all(ConfigMap.class)) {
            if (map.getMetadata().getName().equals("askfirst"))
                unread.addAll(map.getData().keySet());
        }
        overlay.manifests()
                .pods()
                .flatMap(it -> containers(it.template().getSpec()))
                .filter(it -> it.getImage().matches("(.*/)?askfirst[:@].*"))
                .flatMap(it -> it.getEnv().stream())
                .forEach(it -> unread.add(it.getName()));
        unread.removeAll(SettingNames.asVariables());
        for (var name : SettingNames.applicationProperties().stringPropertyNames())
            unread.remove(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
        assertEquals(Set.of(), unread);
    }

    /** Whoever follows the page has made every Secret, with each key that somebody reads. */
    @ParameterizedTest
    @EnumSource
    void everySecretIsOneThatThePageSaysHowToMake(Overlay overlay) throws IOException {
        var made = secretsOfThePage();
        for (var pods : overlay.manifests().pods().toList()) {
            var pod = pods.template().getSpec();
            secrets(pod)
                    // CloudNativePG makes those of its authority.
                    .filter(it -> !it.matches("askfirst-database(-restored)?-ca"))
                    .forEach(it -> assertTrue(made.containsKey(it), it));
            containers(pod)
                    .flatMap(it -> it.getEnv().stream())
                    .flatMap(it -> Optional.ofNullable(it.getValueFrom()).stream())
                    .flatMap(it -> Optional.ofNullable(it.getSecretKeyRef()).stream())
                    .forEach(it -> assertTrue(
                            made.get(it.getName()).contains("--from-literal=" + it.getKey() + "="), it::toString));
        }
    }

    /** What each is made of, by its name. */
    private static Map<String, String> secretsOfThePage() throws IOException {
        var made = new TreeMap<String, String>();
        SECRET.matcher(Files.readString(Path.of("docs/operations/install.md")))
                .results()
                .forEach(command -> {
                    for (var role : ROLES) made.put(command.group(1).replace("$role", role), command.group(2));
                });
        return made;
    }

    @ParameterizedTest
    @EnumSource
    void everyServiceFindsPodsAndTheirPort(Overlay overlay) {
        var manifests = overlay.manifests();
        for (var service : manifests.all(Service.class)) {
            var found = manifests
                    .pods()
                    .filter(it -> it.template()
                            .getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .flatMap(it -> it.template().getSpec().getContainers().stream())
                    .flatMap(it -> it.getPorts().stream())
                    .map(it -> it.getName())
                    .toList();
            for (var port : service.getSpec().getPorts())
                assertTrue(found.contains(port.getTargetPort().getStrVal()), service::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMountedIsAVolume(Overlay overlay) {
        for (var deployment : overlay.manifests().all(Deployment.class)) {
            var pod = deployment.getSpec().getTemplate().getSpec();
            var volumes = pod.getVolumes().stream().map(Volume::getName).toList();
            containers(pod)
                    .flatMap(it -> it.getVolumeMounts().stream())
                    .forEach(it -> assertTrue(volumes.contains(it.getName()), it.getName()));
        }
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }

    /** The names of all Secrets that a pod gets to see. */
    static Stream<String> secrets(PodSpec pod) {
        var mounted = pod.getVolumes().stream()
                .map(Volume::getSecret)
                .filter(Objects::nonNull)
                .map(it -> it.getSecretName());
        var told = containers(pod)
                .flatMap(it -> it.getEnv().stream())
                .map(EnvVar::getValueFrom)
                .flatMap(it -> Optional.ofNullable(it).map(from -> from.getSecretKeyRef()).stream())
                .map(it -> it.getName());
        var whole = containers(pod)
                .flatMap(it -> it.getEnvFrom().stream())
                .flatMap(it -> Optional.ofNullable(it.getSecretRef()).stream())
                .map(it -> it.getName());
        var projected = pod.getVolumes().stream()
                .flatMap(it -> Optional.ofNullable(it.getProjected()).stream())
                .flatMap(it -> it.getSources().stream())
                .flatMap(it -> Optional.ofNullable(it.getSecret()).stream())
                .map(it -> it.getName());
        return Stream.of(mounted, projected, told, whole).flatMap(it -> it);
    }
}
