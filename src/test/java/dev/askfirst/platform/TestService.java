package dev.askfirst.platform;

import dev.askfirst.console.oidc.TestProvider;
import dev.askfirst.platform.local.LocalPostgres;
import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.local.LocalSetup;
import dev.askfirst.platform.local.LocalTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The service under test with keys and a real, durable PostgreSQL of its own, fresh for each run of the tests; people
 * reach it by TLS.
 */
public final class TestService implements QuarkusTestResourceLifecycleManager {

    private Path path = Path.of("target", "test-service");
    private DataFolder folder;
    private LocalPostgres postgres;
    private TlsProxy proxy;
    private boolean signIn;
    private boolean apart;
    private Optional<TestProvider> provider = Optional.empty();

    /**
     * A class of tests that changes what all others rely on names a folder for a service of its own, and may have a provider
     * or shards apart.
     */
    @Override
    public void init(Map<String, String> arguments) {
        path = Path.of("target", arguments.getOrDefault("folder", "test-service"));
        signIn = arguments.containsKey("provider");
        apart = arguments.containsKey("apart");
    }

    @Override
    public Map<String, String> start() {
        delete(path);
        folder = DataFolder.hold(path);
        LocalSetup.keys(folder);
        postgres = LocalPostgres.start(folder);
        var settings = new HashMap<>(LocalSetup.settings(folder, postgres));
        TestCluster.given().ifPresent(cluster -> settings.putAll(cluster.prepare(folder.keys())));
        if (apart) settings.put("askfirst.shards.apart", "true");
        settings.put("askfirst.demo", "true");
        proxy = TlsProxy.start();
        settings.put("askfirst.public-url", proxy.address().toString());
        // Webhooks of tests lead here, without TLS.
        settings.put("askfirst.webhooks.allow", "127.0.0.1/32");
        // Terms of people are taken from here.
        settings.putAll(TestIssuer.in(path).settings());
        if (signIn) provider = Optional.of(TestProvider.start(this::staffToken));
        provider.ifPresent(it -> settings.putAll(it.settings()));
        settings.put("test.keys", folder.keys().toString());
        settings.put("test.owner.password", postgres.roles().password(LocalRoles.OWNER));
        return settings;
    }

    @Override
    public void stop() {
        provider.ifPresent(TestProvider::close);
        proxy.close();
        postgres.close();
        folder.close();
    }

    private String staffToken() {
        return LocalTokens.issue(folder.keys(), "compliance", Optional.empty(), Optional.empty(), Duration.ofHours(1));
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
