package dev.askfirst.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.IdentityProvider;
import dev.askfirst.platform.PostgresServer;
import dev.askfirst.platform.ProductionInstance;
import dev.askfirst.platform.ProductionInstance.Readiness;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.TestCertificate;
import dev.askfirst.platform.local.LocalRoles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The service as an operator has it who may lose a machine: instances behind a proxy that ends TLS, a primary whose commits
 * wait for its standby, an archive of the write-ahead log and a list of erasures outside both, under a light load.
 */
final class Site implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String STANDBY = "second";

    private final DataFolder folder;
    private final PostgresServer base;
    private final PostgresServer first;
    private final PostgresServer second;
    private final IdentityProvider provider = new IdentityProvider();
    private final Observations observations = new Observations();
    private final List<ProductionInstance> instances;
    private final Front front;
    private final TestCertificate certificate = TestCertificate.of("localhost");
    private final Path archive;
    private PostgresServer primary;
    private Traffic traffic;
    private int runs;

    /** @param standbys where the standby's files are */
    private Site(String name, Path standbys) throws Exception {
        var fresh = RunningService.freshFolder(name);
        archive = Files.createDirectories(fresh.resolveSibling(name + "-archive"));
        folder = DataFolder.hold(fresh);
        first = PostgresServer.in(folder);
        base = first.copy(fresh.resolve("base"));
        second = first.copy(standbys);
        first.archiveTo(archive);
        second.archiveTo(archive);
        second.follow(first, STANDBY);
        first.start();
        second.start();
        first.waitFor(STANDBY);
        primary = first;
        var url = "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
                .formatted(first.port(), second.port(), LocalRoles.DATABASE);
        var one = ProductionInstance.of(folder, url, provider, "https://permissions.example", name + "-1")
                .set("askfirst.erasures.list", list().toString());
        instances = List.of(one, one.beside(name + "-2"), one.beside(name + "-3"));
        front = new Front(certificate, instances);
    }

    /** Starts two instances of three. */
    static Site start(String name, Path standbys) throws Exception {
        RunningService.freshFolder(name + "-archive");
        var site = new Site(name, standbys);
        site.instances.get(0).start();
        site.instances.get(1).start();
        // As the first export would do.
        Files.createFile(site.list());
        site.opens();
        return site;
    }

    PostgresServer first() {
        return first;
    }

    PostgresServer second() {
        return second;
    }

    PostgresServer primary() {
        return primary;
    }

    IdentityProvider provider() {
        return provider;
    }

    Traffic traffic() {
        return traffic;
    }

    Observations observations() {
        return observations;
    }

    List<ProductionInstance> instances() {
        return instances;
    }

    DataFolder folder() {
        return folder;
    }

    /** The list of erasures. */
    Path list() {
        return folder.path().resolve("erasures.ndjson");
    }

    /** How commands reach the database. */
    Map<String, String> environment() {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                LocalRoles.url(primary.port(), LocalRoles.DATABASE),
                "QUARKUS_DATASOURCE_USERNAME",
                LocalRoles.SERVICE,
                "QUARKUS_DATASOURCE_PASSWORD",
                primary.roles().password(LocalRoles.SERVICE));
    }

    /** The load begins. */
    void opens() throws Exception {
        traffic =
                new Traffic(new Caller(certificate, front.port()), provider, observations, "run-%d-".formatted(runs++));
        served();
    }

    /** Nobody asks any more, and everybody has had their answer. */
    void closes() {
        traffic.close();
    }

    /** Returns when each kind of call that began after this one was served. */
    void served() {
        var since = System.nanoTime();
        Await.until("everybody is served", LONG, () -> {
            traffic.check();
            return observations.everyKindSince(since, true);
        });
    }

    void ready(ProductionInstance instance) {
        Await.until("it is ready", LONG, () -> instance.readiness() == Readiness.READY);
    }

    /** Returns when all that run know that the primary is on this timeline. */
    void followed(int timeline) {
        Await.until(
                "it follows",
                LONG,
                () -> instances.stream()
                        .map(it -> it.health("/q/metrics"))
                        .flatMap(Optional::stream)
                        .allMatch(it -> it.body().contains("askfirst_database_timeline " + timeline + ".0\n")));
    }

    /** The primary dies, and the standby takes over. */
    void failOver() throws SQLException {
        first.kill();
        second.promote();
        takenOver();
    }

    /** From here on the second is the primary. */
    void takenOver() {
        primary = second;
    }

    /** The old primary is back and takes itself for the primary, with nobody that its commits would wait for. */
    void oldPrimaryReturns() {
        first.configure("synchronous_standby_names = ''\narchive_mode = off");
        first.start();
    }

    /**
     * Both machines are lost; the archive is restored up to this instant, and stands where the second was.
     */
    void restore(String instant) {
        archived();
        primary.kill();
        var restored = base.copy(folder.path().resolve("restored"), second.port());
        restored.restoreFrom(archive, instant);
        restored.start();
        Await.until(
                "it is restored",
                LONG,
                () -> !restored.ask("select pg_is_in_recovery()").equals("t"));
        primary = restored;
    }

    /** All that was written so far is in the archive. */
    private void archived() {
        var last = primary.ask("select pg_walfile_name(pg_switch_wal())");
        Await.until("it is archived", LONG, () -> Files.exists(archive.resolve(last)));
    }

    /** Fails if anything that was answered or acknowledged is not on the primary, or a promise was broken. */
    void nothingIsLost() throws SQLException {
        assertEquals(List.of(), observations.violations());
        // Before the record is read: whoever is answered later stands there later.
        var answers = observations.answers();
        var recorded = new HashMap<String, String>();
        try (var connection = primary.connect(LocalRoles.SERVICE);
                var select = connection.createStatement();
                var row = select.executeQuery("select id, outcome from decision")) {
            while (row.next()) recorded.put(row.getString(1), row.getString(2));
        }
        var lost = new TreeSet<String>();
        for (var answer : answers) if (!answer.outcome().equals(recorded.get(answer.id()))) lost.add(answer.toString());
        assertTrue(lost.isEmpty(), () -> "answered, but not so recorded: " + lost);
    }

    @Override
    public void close() {
        if (traffic != null) traffic.close();
        front.close();
        instances.forEach(ProductionInstance::close);
        provider.close();
        first.close();
        second.close();
        if (primary != first && primary != second) primary.close();
        folder.close();
    }
}
