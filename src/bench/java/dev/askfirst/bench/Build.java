package dev.askfirst.bench;

import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A build of the service that runs, with its own database, the people in it, and what both have used so far. */
final class Build implements AutoCloseable {

    /** The JVM's, and what {@code -Dbench.java="…"} adds or says otherwise. */
    private static final List<String> OPTIONS = Stream.concat(
                    Stream.of(
                            "-Xms1g",
                            "-Xmx1g",
                            "-XX:+UseG1GC",
                            "-XX:G1HeapRegionSize=4m",
                            "-XX:+UseCompactObjectHeaders",
                            "--sun-misc-unsafe-memory-access=allow"),
                    Stream.of(System.getProperty("bench.java", "").split(" ")).filter(option -> !option.isEmpty()))
            .toList();

    /** The log of changes is read at its end, so that what is not on disk yet counts as well. */
    private static final String WAL = "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')";

    /** The straightforward version's tables lie in the same database. */
    private static final String BYTES = """
            select pg_database_size(current_database()) - (
                select coalesce(sum(pg_total_relation_size(oid)), 0) from pg_class
                where relname like 'plain\\_%' and relkind = 'r')""";

    private static final String UNSEALED = "select count(*) from page where first_leaf is null";
    private static final String ENTRIES = "select size from sealer where id = 1";
    private static final String COUNTED = "select coalesce(sum(n), 0) from decision_hour";

    /** Seconds of the processor in the service and in the database, and bytes of WAL. */
    record Used(double service, double database, double wal) {
        Used since(Used earlier) {
            return new Used(service - earlier.service, database - earlier.database, wal - earlier.wal);
        }

        Used each(long decisions) {
            return new Used(service / decisions, database / decisions, wal / decisions);
        }
    }

    /** What the database holds: its bytes, the entries of the record, and how many decisions were counted for searches. */
    record Held(double bytes, double entries, double counted) {

        /** How much more that is; nothing but decisions is recorded meanwhile. */
        Held since(Held earlier) {
            return new Held(bytes - earlier.bytes, entries - earlier.entries, counted - earlier.counted);
        }

        double bytesEach() {
            return bytes / entries;
        }
    }

    private final Service service;
    private final Connection owner;
    private final String sender;
    private Held seeded = new Held(0, 0, 0);

    private Build(Service service, Connection owner) {
        this.service = service;
        this.owner = owner;
        this.sender = token("sender", Optional.of("acme-mailer"));
    }

    /** Starts it with a database in this folder, which may not be there yet. */
    static Build start(Path jar, Path folder, int port) throws IOException, InterruptedException, SQLException {
        var service = Service.start(jar, folder.resolve("data"), port, OPTIONS);
        try {
            return new Build(service, SearchBench.owner(service.data()));
        } catch (IOException | SQLException e) {
            service.close();
            throw e;
        }
    }

    static String options() {
        return String.join(" ", OPTIONS);
    }

    Path data() {
        return service.data();
    }

    private String token(String role, Optional<String> sender) {
        return LocalTokens.issue(service.data().resolve("keys"), role, sender, Optional.empty(), Duration.ofHours(4));
    }

    /** Brings the people in, and remembers what the database holds by then. */
    void seed(int people) throws IOException, InterruptedException, SQLException {
        var admin = token("admin", Optional.empty());
        service.post("/v1/imports?kind=grants", admin, "application/x-ndjson", Bench.grants());
        service.post("/v1/imports?kind=withdrawals", admin, "application/x-ndjson", Bench.withdrawals());
        service.post("/bench/seed?people=" + people, admin, "application/json", "{}");
        seeded = sealed();
    }

    /** Single requests that show no token. */
    Load open(String path, List<String> bodies) {
        return new Load(
                service.port(),
                bodies.stream().map(body -> Load.post(path, "", body)).toList());
    }

    Load load(String path, List<String> bodies) {
        return new Load(
                service.port(),
                bodies.stream().map(body -> Load.post(path, sender, body)).toList());
    }

    Streams streams(String path, List<String> questions) {
        return new Streams(service.port(), path, sender, questions);
    }

    Used used() throws IOException {
        try {
            return new Used(
                    Machine.seconds(service.pid()), Machine.secondsWithChildren(service.postmaster()), number(WAL));
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** What came since the people, once everything is sealed and counted for searches, or two minutes later. */
    Held grown() throws IOException, SQLException, InterruptedException {
        var grown = sealed().since(seeded);
        for (var i = 0; i < 120 && grown.counted() < grown.entries(); i++) {
            Thread.sleep(1000);
            grown = sealed().since(seeded);
        }
        return grown;
    }

    private Held sealed() throws IOException, SQLException, InterruptedException {
        for (var i = 0; number(UNSEALED) > 0; i++) {
            if (i == 600) throw new IOException("what was recorded is not sealed after a minute");
            Thread.sleep(100);
        }
        return new Held(number(BYTES), number(ENTRIES), number(COUNTED));
    }

    private double number(String sql) throws SQLException {
        try (var statement = owner.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    @Override
    public void close() throws InterruptedException, SQLException {
        owner.close();
        service.close();
    }
}
