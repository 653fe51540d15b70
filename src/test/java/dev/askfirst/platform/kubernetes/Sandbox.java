package dev.askfirst.platform.kubernetes;

import dev.askfirst.platform.Program;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs a pod of ours on this machine: the files of the image, which cannot be written, as the image's user without any rights, with
 * the pod's variables, volumes and memory. Its network is this machine's.
 *
 * @param secrets the values of Secrets, by {@code name/key}
 * @param folders what Secrets, ConfigMaps and volumes hold that are mounted, by their names
 */
record Sandbox(
        UnpackedImage image, Map<String, String> settings, Map<String, String> secrets, Map<String, Path> folders) {

    private static final Path GROUP = Path.of(
            "/sys/fs/cgroup/memory/askfirst-image-" + ProcessHandle.current().pid());

    /** Starts the only container of the pod, with settings that are only this machine's. */
    Program start(PodSpec pod, Map<String, String> here) throws IOException {
        var container = pod.getContainers().getFirst();
        var command = new ArrayList<>(List.of("setpriv", "--reuid", uid(), "--regid", gid(), "--clear-groups"));
        command.addAll(List.of("--no-new-privs", "--bounding-set", "-all", "--inh-caps", "-all"));
        command.addAll(
                List.of("bwrap", "--unshare-user", "--uid", uid(), "--gid", gid(), "--unshare-ipc", "--unshare-uts"));
        command.addAll(List.of("--die-with-parent", "--ro-bind", image.root().toString(), "/"));
        command.addAll(List.of("--ro-bind", "/proc", point("/proc"), "--dev", point("/dev")));
        for (var mount : container.getVolumeMounts()) command.addAll(mounted(pod, mount));
        command.addAll(List.of("--chdir", image.workingDirectory(), "--clearenv"));
        environment(container, here).forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
        command.add("--");
        command.addAll(container.getCommand().isEmpty() ? image.entrypoint() : container.getCommand());
        command.addAll(container.getArgs());
        var quoted = command.stream().map(it -> "'" + it + "'").collect(Collectors.joining(" "));
        return Program.shell(limit(container) + "exec " + quoted, Map.of());
    }

    /** A group of processes with a bound, where this machine lets us make one. */
    private static String limit(Container container) {
        return """
                if mkdir -p %1$s 2>/dev/null && [ -e %1$s/memory.limit_in_bytes ]; then
                  echo %2$s >%1$s/memory.limit_in_bytes
                  echo $$ >%1$s/cgroup.procs
                fi
                """.formatted(GROUP, memory(container));
    }

    /** Once all it ran have ended. */
    static void removeLimit() throws IOException {
        Files.deleteIfExists(GROUP);
    }

    /** How many bytes a container may take. */
    static long memory(Container container) {
        return Quantity.getAmountInBytes(container.getResources().getLimits().get("memory"))
                .longValueExact();
    }

    private Map<String, String> environment(Container container, Map<String, String> here) {
        var all = new TreeMap<>(image.environment());
        if (!container.getEnvFrom().isEmpty()) all.putAll(settings);
        for (var variable : container.getEnv()) {
            var from = variable.getValueFrom();
            if (from == null) all.put(variable.getName(), variable.getValue());
            else if (from.getConfigMapKeyRef() != null)
                all.put(
                        variable.getName(),
                        settings.get(from.getConfigMapKeyRef().getKey()));
            else {
                var secret = from.getSecretKeyRef();
                var value = secrets.get(secret.getName() + "/" + secret.getKey());
                if (value == null && Boolean.TRUE.equals(secret.getOptional())) continue;
                all.put(variable.getName(), value);
            }
        }
        all.putAll(here);
        return all;
    }

    private List<String> mounted(PodSpec pod, VolumeMount mount) throws IOException {
        var volume = pod.getVolumes().stream()
                .filter(it -> it.getName().equals(mount.getName()))
                .findFirst()
                .orElseThrow();
        var path = point(mount.getMountPath());
        if (volume.getEmptyDir() != null) {
            var size = Quantity.getAmountInBytes(volume.getEmptyDir().getSizeLimit())
                    .toBigInteger();
            return List.of("--size", size.toString(), "--perms", "0777", "--tmpfs", path);
        }
        var bind = Boolean.TRUE.equals(mount.getReadOnly()) ? "--ro-bind" : "--bind";
        return List.of(bind, folders.get(held(volume)).toString(), path);
    }

    private static String held(Volume volume) {
        if (volume.getSecret() != null) return volume.getSecret().getSecretName();
        if (volume.getConfigMap() != null) return volume.getConfigMap().getName();
        return volume.getPersistentVolumeClaim().getClaimName();
    }

    /** Who runs containers makes the places where something is mounted. */
    private String point(String path) throws IOException {
        Files.createDirectories(image.root().resolve(path.substring(1)));
        return path;
    }

    private String uid() {
        return image.user().split(":")[0];
    }

    private String gid() {
        return image.user().split(":")[1];
    }
}
