package dev.askfirst.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.IdentityProvider;
import dev.askfirst.platform.PairedPostgres;
import dev.askfirst.platform.ProductionInstance;
import dev.askfirst.platform.ProductionInstance.Readiness;
import dev.askfirst.platform.TestCertificate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The service where it stands in production: two instances behind a proxy that ends TLS, on a database that waits for its
 * standby, with tokens of an identity provider, under a light load. Then one thing breaks at a time. Whatever it is: every
 * caller has an answer by its deadline, nothing that was acknowledged is lost, nothing is permitted after an acknowledged
 * no, and the probes say what callers get.
 */
class OutsideIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int ROUNDS = Integer.getInteger("askfirst.torture.rounds", 1);
    private static final String PUBLIC_URL = "https://permissions.example";

    /** Something that breaks, or is mended. */
    private interface Step {
        void run() throws Exception;
    }

    private static SmallDisk disk;
    private static PairedPostgres database;
    private static IdentityProvider provider;
    private static TcpProxy network;
    private static List<ProductionInstance> instances;
    private static Front front;
    private static Observations observations;
    private static Traffic traffic;

    @BeforeAll
    static void everythingStands() throws Exception {
        disk = SmallDisk.mount("outside");
        database = PairedPostgres.start(disk.path().resolve("data"));
        provider = new IdentityProvider();
        network = new TcpProxy(database.port());
        instances = List.of(
                ProductionInstance.of(database, network.port(), provider, PUBLIC_URL, "outside-first"),
                ProductionInstance.of(database, network.port(), provider, PUBLIC_URL, "outside-second"));
        for (var instance : instances) instance.start();
        var certificate = TestCertificate.of("localhost");
        front = new Front(certificate, instances);
        observations = new Observations();
        traffic = new Traffic(new Caller(certificate, front.port()), provider, observations);
    }

    @AfterAll
    static void everythingEnds() {
        if (traffic != null) traffic.close();
        if (front != null) front.close();
        if (instances != null) instances.forEach(ProductionInstance::close);
        if (network != null) network.close();
        if (provider != null) provider.close();
        if (database != null) database.close();
        if (disk != null) disk.close();
    }

    /** After each fault everybody is served again, and what was answered before is on record. */
    @AfterEach
    void thePromisesHeld() throws SQLException {
        var mended = System.nanoTime();
        awaitService(mended);
        instances.forEach(it -> awaitReadiness(it, Readiness.READY));
        assertEquals(List.of(), observations.violations());
        whatWasAnsweredIsOnRecord();
    }

    @Test
    void aStandbyThatHangs() throws Exception {
        fault(database::freezeStandby, database::thawStandby);
    }

    @Test
    void aDatabaseThatHangs() throws Exception {
        fault(database::freeze, database::thaw);
    }

    @Test
    void aDatabaseThatIsReadOnly() throws Exception {
        fault(() -> database.readOnly(true), () -> database.readOnly(false));
    }

    @Test
    void aDiskThatIsFull() throws Exception {
        fault(disk::fill, disk::free);
    }

    @Test
    void aDatabaseThatDies() throws Exception {
        var before = System.nanoTime();
        database.kill();
        awaitReplies(before);
    }

    /** It is unknown to the service whether these were committed: it finds out before it answers. */
    @Test
    void connectionsThatBreakInMidCommit() throws Exception {
        for (var i = 0; i < 3; i++) {
            var before = System.nanoTime();
            var wanted = network.cut() + 5;
            network.cutInMidCommit(5);
            Await.until("five commits were cut", LONG, () -> network.cut() >= wanted);
            awaitReplies(before);
        }
    }

    /** Keys that were fetched are known: who has a token goes on. */
    @Test
    void anIdentityProviderThatIsAway() throws Exception {
        var before = System.nanoTime();
        provider.goAway();
        try {
            awaitService(before);
        } finally {
            provider.comeBack();
        }
    }

    @Test
    void anInstanceThatIsStoppedPolitely() throws Exception {
        var broken = observations.broken();
        for (var instance : instances) without(instance, instance::stop);
        assertEquals(broken, observations.broken(), "requests that were cut");
    }

    @Test
    void anInstanceThatIsKilled() throws Exception {
        for (var instance : instances) without(instance, instance::kill);
    }

    /** Long in {@code ./askfirst torture}: one after the other, in any order, so that each meets what another has left. */
    @Test
    void oneAfterTheOther() throws Exception {
        var all = List.<Step>of(
                this::aStandbyThatHangs,
                this::aDatabaseThatHangs,
                this::aDatabaseThatIsReadOnly,
                this::aDiskThatIsFull,
                this::aDatabaseThatDies,
                this::connectionsThatBreakInMidCommit,
                this::anIdentityProviderThatIsAway,
                this::anInstanceThatIsStoppedPolitely,
                this::anInstanceThatIsKilled);
        var random = new Random(ROUNDS);
        for (var i = 0; i < ROUNDS; i++) {
            all.get(random.nextInt(all.size())).run();
            thePromisesHeld();
        }
    }

    private static void without(ProductionInstance instance, Step ends) throws Exception {
        var before = System.nanoTime();
        ends.run();
        try {
            awaitService(before);
        } finally {
            instance.start();
        }
        awaitReadiness(instance, Readiness.READY);
    }

    private static void awaitReplies(long since) {
        Await.until("everybody has an answer", LONG, () -> {
            traffic.check();
            return observations.everyKindSince(since, false);
        });
    }

    private static void awaitService(long since) {
        Await.until("everybody is served", LONG, () -> {
            traffic.check();
            return observations.everyKindSince(since, true);
        });
    }

    /** Breaks it until everybody has had an answer and the probes have said so, and mends it. */
    private static void fault(Step breaks, Step mends) throws Exception {
        var before = System.nanoTime();
        breaks.run();
        try {
            for (var instance : instances) awaitReadiness(instance, Readiness.NOT_READY);
            awaitReplies(before);
        } finally {
            mends.run();
        }
    }

    private static void awaitReadiness(ProductionInstance instance, Readiness wanted) {
        Await.until("it is " + wanted, LONG, () -> {
            var readiness = instance.readiness();
            assertTrue(readiness != Readiness.SILENT || wanted == Readiness.SILENT, "a probe had no answer");
            return readiness == wanted;
        });
    }

    /** With the outcome that was told, once for each key. */
    private static void whatWasAnsweredIsOnRecord() throws SQLException {
        // Before the record is read: whoever is answered later stands there later.
        var answers = observations.answers();
        var recorded = new HashMap<String, String>();
        try (var connection = database.connect();
                var select = connection.createStatement();
                var row = select.executeQuery("select id, outcome from decision")) {
            while (row.next()) recorded.put(row.getString(1), row.getString(2));
        }
        var lost = new TreeSet<String>();
        for (var answer : answers) {
            if (!answer.outcome().equals(recorded.get(answer.id()))) lost.add(answer.toString());
        }
        assertEquals(Map.of(), lost.isEmpty() ? Map.of() : Map.of("answered, but not so recorded", lost));
    }
}
