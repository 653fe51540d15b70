package dev.askfirst.platform.local;

import static dev.askfirst.platform.local.RotationCalls.LONG;
import static dev.askfirst.platform.local.RotationCalls.grant;
import static dev.askfirst.platform.local.RotationCalls.newcomer;
import static dev.askfirst.platform.local.RotationCalls.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.Thorough;
import dev.askfirst.platform.security.KeyName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances with key files of their own, rotated by `./askfirst keys` one after the other, and killed in between. */
class KeyRotationIT {

    private final List<String> suppressed = new CopyOnWriteArrayList<>();

    private RunningService first;

    private Program second;

    private Path secondFolder;

    private int secondPort;

    @BeforeEach
    void twoInstancesRun() throws IOException {
        first = RunningService.fresh("rotation");
        secondFolder = RunningService.freshFolder("rotation-second");
        Files.createDirectories(secondFolder.resolve("keys"));
        secondPort = RunningService.freePort();
        rollOut();
        startSecond();
    }

    @AfterEach
    void theyStop() {
        second.process().destroy();
        second.awaitEnd(LONG);
        first.close();
    }

    @Test
    void keysAreRotatedOneInstanceAfterTheOther() throws Exception {
        var over = new AtomicBoolean();
        var acts = new AtomicInteger();
        var load = new ArrayList<CompletableFuture<Void>>();
        for (var i = 0; i < 4; i++) {
            var client = i;
            load.add(CompletableFuture.runAsync(() -> suppressAndAsk(client, over, acts)));
        }
        try {
            for (var name : Thorough.or(List.of("contact", "service"), List.of("contact"))) {
                var old = current(name);
                keys("add", name);
                awaitActs(acts);
                rollOut();
                awaitActs(acts);
                // Only the first hears of the promotion; the second goes by what the database says.
                keys("promote", name);
                Await.until("promoted: " + name, LONG, () -> current(name) != old);
                awaitActs(acts);
                awaitNothingUnder(name, old);
            }
        } finally {
            over.set(true);
        }
        load.forEach(CompletableFuture::join);
        assertTrue(acts.get() > 0);
    }

    @Test
    void everyStepOutlivesARestart() throws Exception {
        var known = newcomer();
        var nobody = newcomer();
        assertEquals(201, first.post("/v1/grants", sender(), grant(known)).statusCode());
        suppress(port(0), known);
        suppress(port(0), nobody);
        var old = current("contact");

        keys("add", "contact");
        restart();
        bothAreSuppressed(known, nobody);
        rollOut();
        keys("promote", "contact");
        restart();
        assertTrue(current("contact") != old);
        bothAreSuppressed(known, nobody);
        awaitPointsMoved(old);
        rollOut();

        // Only a hash is known of one of them: without the old key the service would not find it, and does not start.
        keys("retire", "contact", Integer.toUnsignedString(old));
        first.kill();
        var refused = Program.service(first.data(), first.port(), List.of()).awaitEnd(LONG);
        assertEquals(1, refused.exit());
        assertTrue(refused.errors().contains("`contact.json` lacks the key"), refused::errors);
        keys("restore", "contact", Integer.toUnsignedString(old));
        first.start();
        // The one that was refused has stopped the database they share; it has another port now.
        restartSecond();
        bothAreSuppressed(known, nobody);

        suppressAllAgain();
        keys("retire", "contact", Integer.toUnsignedString(old));
        Await.until(
                "the old key is given up",
                LONG,
                () -> value("select cardinality(live) from key_use " + "where purpose = 'contact'")
                        .equals("1"));
        keys("retire", "contact", Integer.toUnsignedString(old), "--for-good");
        restart();
        bothAreSuppressed(known, nobody);
        assertEquals(KeyName.values().length, keys("list").lines().count(), "one of each is left");
    }

    /** One client: an instance suppresses, the other is asked, and must know at once. */
    private void suppressAndAsk(int client, AtomicBoolean over, AtomicInteger acts) {
        for (var i = client; !over.get(); i++) {
            var contact = newcomer();
            suppress(port(i), contact);
            assertTrue(reasons(port(i + 1), contact).contains("suppressed"), contact);
            acts.incrementAndGet();
        }
    }

    private void bothAreSuppressed(String... contacts) {
        for (var contact : contacts) {
            for (var i = 0; i < 2; i++) assertTrue(reasons(port(i), contact).contains("suppressed"), contact);
        }
    }

    private int port(int instance) {
        return instance % 2 == 0 ? first.port() : secondPort;
    }

    /** Every reason on record, the ones that the sender does not see too. */
    private String reasons(int port, String contact) {
        var answer = post(port, "/v1/decisions", "application/json", sender(), """
                {"to": "%s", "channel": "email", "topic": "offers"}""".formatted(contact));
        assertEquals(200, answer.statusCode(), answer::body);
        var id = answer.body().replaceAll("(?s).*\"id\"\\s*:\\s*\"([0-9a-f-]{36})\".*", "$1");
        return value("select array_to_string(reasons, ' ') from decision where id = '" + UUID.fromString(id) + "'");
    }

    private void suppress(int port, String contact) {
        var answer =
                post(port, "/v1/imports?kind=suppressions", "application/x-ndjson", admin(), """
                {"contact":"%s","reason":"legal","at":"2026-01-01T00:00:00Z"}
                """.formatted(contact));
        assertTrue(answer.body().contains("\"status\":\"created\""), answer::body);
        suppressed.add(contact);
    }

    private void suppressAllAgain() throws IOException {
        var lines = new StringBuilder();
        for (var contact : suppressed) {
            lines.append(
                    "{\"contact\":\"%s\",\"reason\":\"legal\",\"at\":\"2026-01-01T00:00:00Z\"}\n".formatted(contact));
        }
        try (var demo = KeyRotationIT.class.getResourceAsStream("/demo/suppressions.ndjson")) {
            lines.append(new String(demo.readAllBytes(), StandardCharsets.UTF_8));
        }
        var answer = post(port(0), "/v1/imports?kind=suppressions", "application/x-ndjson", admin(), lines.toString());
        assertEquals(200, answer.statusCode());
    }

    private String sender() {
        return first.senderToken("acme-mailer");
    }

    private String admin() {
        return LocalTokens.issue(
                first.data().resolve("keys"), "admin", Optional.empty(), Optional.empty(), Duration.ofHours(1));
    }

    /** `./askfirst keys` on the first instance's folder; what it said. */
    private String keys(String... arguments) {
        var ended = Program.run(
                "./askfirst keys %s --data '%s'".formatted(String.join(" ", arguments), first.data()), Map.of());
        assertEquals(0, ended.exit(), ended::errors);
        return ended.out();
    }

    /** Gives the second instance the key files of the first. */
    private void rollOut() throws IOException {
        try (var files = Files.list(first.data().resolve("keys"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
                var fresh = secondFolder.resolve("fresh");
                Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(
                        fresh,
                        secondFolder.resolve("keys").resolve(file.getFileName()),
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private void restart() throws IOException {
        first.kill();
        first.start();
        restartSecond();
    }

    private void restartSecond() throws IOException {
        second.process().destroyForcibly();
        second.awaitEnd(LONG);
        startSecond();
    }

    private void startSecond() throws IOException {
        var port = Integer.parseInt(Files.readAllLines(first.data().resolve("postgres/postmaster.pid"))
                .get(3)
                .strip());
        var roles = LocalRoles.of(first.data().resolve("keys"));
        second = Program.service(List.of(
                "-Dquarkus.profile=local",
                "-Dquarkus.http.port=" + secondPort,
                "-Daskfirst.public-url=https://second.example",
                "-Daskfirst.keys=" + secondFolder.resolve("keys"),
                "-Daskfirst.mail.folder=" + secondFolder.resolve("mail"),
                "-Daskfirst.mail.from=ask@second.example",
                "-Dquarkus.mailer.host=mail.second.example",
                "-Dmp.jwt.verify.publickey.location="
                        + LocalTokens.publicKey(first.data().resolve("keys")).toUri(),
                "-Dquarkus.datasource.jdbc.url=" + LocalRoles.url(port, LocalRoles.DATABASE),
                "-Dquarkus.datasource.username=" + LocalRoles.SERVICE,
                "-Dquarkus.datasource.password=" + roles.password(LocalRoles.SERVICE),
                "-Daskfirst.retention.username=" + LocalRoles.RETENTION,
                "-Daskfirst.retention.password=" + roles.password(LocalRoles.RETENTION),
                "-Dquarkus.flyway.username=" + LocalRoles.OWNER,
                "-Dquarkus.flyway.password=" + roles.password(LocalRoles.OWNER)));
        second.awaitLine("ready on", LONG);
    }

    private static void awaitActs(AtomicInteger acts) {
        var enough = acts.get() + 40;
        Await.until("there is load", LONG, () -> acts.get() > enough);
    }

    private void awaitNothingUnder(String name, int old) {
        if (name.equals("contact")) awaitPointsMoved(old);
        else {
            Await.until(
                    "wrapped anew",
                    LONG,
                    () -> value("select count(*) from person "
                                    + "where substring(data_key from 2 for 4) = int4send(%d)".formatted(old))
                            .equals("0"));
        }
    }

    private void awaitPointsMoved(int old) {
        Await.until(
                "filed anew",
                LONG,
                () -> value("select count(*) from contact_point where key_version = " + old)
                        .equals("0"));
    }

    private int current(String name) {
        return Integer.parseInt(value("select live[1] from key_use where purpose = '" + name + "'"));
    }

    private String value(String query) {
        try (var connection = first.database();
                var select = connection.createStatement();
                var row = select.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
