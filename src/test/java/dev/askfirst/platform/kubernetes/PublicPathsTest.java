package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.kubernetes.PublicPaths.Entry;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is let through to the outside is what the service serves: no path less, no path more, and nothing of {@code /q/}. */
class PublicPathsTest {

    private static final Entry CONSOLE = new Entry("/console", true);
    private static final Entry ASSETS = new Entry("/assets", true);
    private static final Pattern CODE = Pattern.compile("`(/[^`]*)`");

    @Test
    void theRoutesSayWhatIsPublic() throws IOException {
        var all = PublicPaths.all();
        assertTrue(
                all.containsAll(Set.of(new Entry("/v1", true), new Entry("/enter", false), CONSOLE, ASSETS)),
                all::toString);
        assertTrue(all.contains(new Entry("/", false)), all::toString);
        assertFalse(all.stream().anyMatch(it -> it.path().matches("(/q)?")), all::toString);
    }

    @Test
    void theGatewayLetsThemThrough() throws IOException {
        var manifests = Overlay.PRODUCTION.manifests();
        assertEquals(forEverybody(), paths(manifests.one(HTTPRoute.class, "askfirst")));
        assertEquals(Set.of(CONSOLE, ASSETS), paths(manifests.one(HTTPRoute.class, "askfirst-console")));
    }

    @Test
    void theIngressLetsThemThrough() throws IOException {
        var manifests = Overlay.PRODUCTION_WITH_INGRESS.manifests();
        assertEquals(forEverybody(), paths(manifests.one(Ingress.class, "askfirst")));
        assertEquals(Set.of(CONSOLE, ASSETS), paths(manifests.one(Ingress.class, "askfirst-console")));
    }

    /** A path that ends in a slash stands for all that is below it, and for itself. */
    @Test
    void thePageNamesThem() throws IOException {
        var page = Files.readString(Path.of("docs/operations/install.md"));
        var from = page.indexOf("## Network");
        var sentence = page.substring(from, page.indexOf("through to the outside", from));
        var named = CODE.matcher(sentence)
                .results()
                .map(it -> it.group(1))
                .map(it -> new Entry(it.replaceAll("/$", ""), it.endsWith("/")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(forEverybody(), named);
    }

    /** Health, metrics and the contract need no token. */
    @ParameterizedTest
    @EnumSource
    void noRouteLeadsToTheManagementPort(Overlay overlay) {
        var manifests = overlay.manifests();
        var backends = Stream.concat(
                manifests.all(HTTPRoute.class).stream()
                        .flatMap(it -> it.getSpec().getRules().stream())
                        .flatMap(it -> it.getBackendRefs().stream())
                        .map(it -> it.getName() + ":" + it.getPort()),
                manifests.all(Ingress.class).stream()
                        .flatMap(it -> it.getSpec().getRules().stream())
                        .flatMap(it -> it.getHttp().getPaths().stream())
                        .map(it -> it.getBackend().getService())
                        .map(it -> it.getName() + ":" + it.getPort().getName()));
        assertEquals(
                Set.of(),
                backends.filter(it -> !Set.of("askfirst:80", "askfirst:http").contains(it))
                        .collect(Collectors.toSet()));
        var open = Stream.concat(
                manifests.all(HTTPRoute.class).stream().flatMap(it -> paths(it).stream()),
                manifests.all(Ingress.class).stream().flatMap(it -> paths(it).stream()));
        assertTrue(
                open.noneMatch(it -> it.path().matches("/q(/.*)?") || it.path().matches("/?") && it.below()));
    }

    private static SortedSet<Entry> forEverybody() throws IOException {
        var all = PublicPaths.all();
        all.remove(CONSOLE);
        return all;
    }

    private static SortedSet<Entry> paths(HTTPRoute route) {
        return route.getSpec().getRules().stream()
                .flatMap(it -> it.getMatches().stream())
                .map(it -> new Entry(
                        it.getPath().getValue(), it.getPath().getType().equals("PathPrefix")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<Entry> paths(Ingress ingress) {
        return ingress.getSpec().getRules().stream()
                .flatMap(it -> it.getHttp().getPaths().stream())
                .map(it -> new Entry(it.getPath(), it.getPathType().equals("Prefix")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
