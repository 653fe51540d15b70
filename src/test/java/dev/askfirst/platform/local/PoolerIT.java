package dev.askfirst.platform.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.IdentityProvider;
import dev.askfirst.platform.ProductionInstance;
import dev.askfirst.platform.ProductionInstance.Readiness;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real PgBouncer before the database: where it keeps sessions all goes on as without it, else the start is refused. */
class PoolerIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PROGRAM = "/usr/sbin/pgbouncer";

    private DataFolder folder;
    private LocalPostgres postgres;
    private IdentityProvider provider;
    private final List<Process> poolers = new ArrayList<>();

    @BeforeEach
    void aDatabaseRuns() throws IOException {
        assertTrue(Files.isExecutable(Path.of(PROGRAM)), "no pgbouncer: apt-get install pgbouncer");
        folder = DataFolder.hold(RunningService.freshFolder("pooler"));
        LocalSetup.keys(folder);
        postgres = LocalPostgres.start(folder);
        provider = new IdentityProvider();
    }

    @AfterEach
    void itStops() throws InterruptedException {
        for (var pooler : poolers) {
            pooler.destroy();
            pooler.waitFor();
        }
        provider.close();
        postgres.close();
        folder.close();
    }

    @Test
    void itServesWhereSessionsAreKeptAndRefusesToStartWhereTheyAreNot() throws Exception {
        var session = pooler("session");
        try (var instance = instance(session)) {
            instance.start();
            Await.until("it is ready", LONG, () -> instance.readiness() == Readiness.READY);
            var sender = provider.sign(IdentityProvider.claims());
            for (var i = 0; i < 20; i++) {
                var reply = RunningService.send(instance.port(), "POST", "/v1/decisions", sender, """
                        {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers"}""");
                assertEquals(200, reply.statusCode(), reply::body);
            }
        }
        for (var mode : List.of("transaction", "statement")) {
            var refused = instance(pooler(mode)).refused();
            assertEquals(1, refused.exit());
            var said = refused.out() + refused.errors();
            assertTrue(said.contains("a pooler stands before the database that gives each transaction another"), said);
        }
        var refused = instance(session)
                .set(
                        "quarkus.datasource.jdbc.url",
                        LocalRoles.url(session, LocalRoles.DATABASE) + "?options=-c%20jit=off")
                .refused();
        var said = refused.out() + refused.errors();
        assertTrue(said.contains("options): take options out of the JDBC address"), said);
    }

    /** Migrated directly, as owners do. */
    private ProductionInstance instance(int port) {
        return ProductionInstance.of(folder, postgres.jdbcUrl(), provider, "https://pooler.example", "pooler-" + port)
                .set("quarkus.datasource.jdbc.url", LocalRoles.url(port, LocalRoles.DATABASE));
    }

    /** Starts one; returns its port once it takes connections. */
    private int pooler(String mode) throws IOException {
        var port = RunningService.freePort();
        var at = Files.createTempDirectory(
                "pooler", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        var users = Stream.of(LocalRoles.SERVICE, LocalRoles.RETENTION)
                .map(role -> "\"%s\" \"%s\"\n".formatted(role, postgres.roles().password(role)))
                .collect(Collectors.joining());
        Files.writeString(at.resolve("users.txt"), users);
        Files.writeString(at.resolve("pooler.ini"), """
                [databases]
                %s = host=127.0.0.1 port=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s/users.txt
                pool_mode = %s
                default_pool_size = 40
                """.formatted(LocalRoles.DATABASE, databasePort(), port, at, mode));
        var command = new ArrayList<>(List.of(PROGRAM));
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("-u", "nobody"));
        command.add(at.resolve("pooler.ini").toString());
        poolers.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.path().resolve("pooler-%d.log".formatted(port)).toFile())
                .start());
        Await.until("the pooler listens", LONG, () -> listens(port));
        return port;
    }

    private String databasePort() {
        return postgres.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1");
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }
}
