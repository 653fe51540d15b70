package dev.askfirst.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.decision.Questions;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.local.LocalRoles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that are made by themselves follow each other without a gap, and are delivered whole or not at all. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "record-service"))
class ScheduleTest {

    private record Config(
            Optional<Duration> every,
            Optional<Path> folder,
            Optional<URI> s3,
            Optional<String> s3AccessKey,
            Optional<String> s3SecretKey)
            implements ScheduleConfig {

        static Config of(Path folder) {
            return new Config(
                    Optional.of(Duration.ofDays(1)),
                    Optional.of(folder),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        static Config of(String s3, String secret) {
            return new Config(
                    Optional.of(Duration.ofDays(1)),
                    Optional.empty(),
                    Optional.of(URI.create(s3)),
                    Optional.of(S3Server.ACCESS),
                    Optional.of(secret));
        }

        @Override
        public Duration after() {
            return Duration.ofMinutes(5);
        }

        @Override
        public ExportRequest.Format format() {
            return ExportRequest.Format.NDJSON;
        }

        @Override
        public String s3Region() {
            return "eu-west-1";
        }
    }

    @Inject
    DataSource dataSource;

    @Inject
    ExportOrders orders;

    @Inject
    ExportJobs jobs;

    @Inject
    Clock clock;

    @Inject
    TestClock time;

    @Inject
    Database database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String ownerPassword;

    @TempDir
    Path folder;

    @BeforeEach
    void nothingWasScheduled() throws Exception {
        try (var connection = DriverManager.getConnection(url, LocalRoles.OWNER, ownerPassword);
                var delete = connection.createStatement()) {
            delete.executeUpdate("delete from scheduled_export");
        }
    }

    @AfterEach
    void backToNow() throws Exception {
        time.reset();
        nothingWasScheduled();
    }

    @Test
    void eachGoesOnFromTheOneBefore() throws Exception {
        var schedule = schedule(Config.of(folder));
        Questions.answer("mailto:scheduled@test.example");
        deliver(schedule, 1);
        var first = names().getFirst();
        Exporting.verify(folder.resolve(first));
        schedule.work();
        schedule.work();
        assertEquals(List.of(first), names());

        time.advance(Duration.ofDays(2));
        Questions.answer("mailto:scheduled@test.example");
        time.advance(Duration.ofDays(1));
        deliver(schedule, 2);
        var second = names().getLast();
        var report = Exporting.verify(folder.resolve(second), Files.readString(folder.resolve(first + "/checkpoint")));
        assertTrue(report.goesOn() && report.facts() > 0, report::toString);
        assertEquals(
                1,
                database.count(
                        "select count(*) from scheduled_export a join scheduled_export b on a.to_at = b.from_at"));
    }

    @Test
    void whatIsHalfDeliveredIsNotSeen() throws Exception {
        var export = folder.resolve("2026-11-24T0000Z");
        var target = new FolderTarget(folder);
        var good = source("entries-00001.ndjson", "a");
        var bad = new ExportTarget.Source("manifest.json", 1, new byte[32], () -> {
            throw new IOException("gone");
        });
        assertThrows(IOException.class, () -> target.deliver("2026-11-24T0000Z", List.of(good, bad)));
        assertTrue(Files.notExists(export));
        target.deliver("2026-11-24T0000Z", List.of(good, source("manifest.json", "b")));
        assertEquals("b", Files.readString(export.resolve("manifest.json")));
        assertEquals(List.of("2026-11-24T0000Z"), names());
        target.deliver("2026-11-24T0000Z", List.of(bad));
        assertEquals("b", Files.readString(export.resolve("manifest.json")));
    }

    @Test
    void aStoreGetsTheFilesWithTheManifestLast() throws Exception {
        try (var store = new S3Server()) {
            var schedule = schedule(Config.of(store.address(), S3Server.SECRET));
            Await.until("it is delivered", Duration.ofSeconds(30), () -> {
                schedule.work();
                return delivered() == 1;
            });
            assertTrue(store.order().getLast().endsWith("/manifest.json"), store.order()::toString);
            for (var object : store.objects().entrySet()) {
                var name = object.getKey().substring(object.getKey().lastIndexOf('/') + 1);
                assertTrue(
                        object.getKey().matches("/record/exports/\\d{4}-\\d\\d-\\d\\dT0000Z/[a-z0-9.-]+"),
                        object.getKey());
                Files.write(folder.resolve(name), object.getValue());
            }
            Exporting.verify(folder);
            schedule.close();
        }
    }

    @Test
    void whatAStoreRefusesIsTriedAgain() throws Exception {
        try (var store = new S3Server()) {
            var wrong = schedule(Config.of(store.address(), "not the secret"));
            Await.until("it was refused", Duration.ofSeconds(30), () -> {
                wrong.work();
                return database.count(
                                "select count(*) from scheduled_export where export_id is not null and until > now() + interval '20 minutes'")
                        == 1;
            });
            assertEquals(0, store.objects().size());
            assertEquals(0, delivered());
            store.fail(1);
            var right = schedule(Config.of(store.address(), S3Server.SECRET));
            for (var refused = 0; refused < 2; refused++) {
                time.advance(Duration.ofMinutes(31));
                right.work();
            }
            assertEquals(1, delivered());
            wrong.close();
            right.close();
        }
    }

    @Test
    void aFileIsReadTheSameInAnyPieces() throws Exception {
        var schedule = schedule(Config.of(folder));
        deliver(schedule, 1);
        var export = java.util.UUID.fromString(
                database.value("select export_id::text from scheduled_export").orElseThrow());
        for (var file : jobs.status(export).orElseThrow().files()) {
            try (var one = new ExportStream(dataSource, export, file);
                    var other = new ExportStream(dataSource, export, file)) {
                var whole = one.readAllBytes();
                assertEquals(file.bytes(), whole.length);
                for (var i = 0; i < Math.min(100, whole.length); i++) assertEquals(whole[i] & 0xff, other.read());
                assertArrayEquals(
                        Files.readAllBytes(folder.resolve(names().getFirst()).resolve(file.name())), whole);
            }
        }
    }

    @Test
    void settingsThatCannotBeRefuseTheStart() {
        var none = Optional.<String>empty();
        var day = Optional.of(Duration.ofDays(1));
        for (var wrong : List.of(
                new Config(day, Optional.empty(), Optional.empty(), none, none),
                new Config(day, Optional.of(folder), Optional.of(URI.create("https://s3.example/b")), none, none),
                new Config(day, Optional.empty(), Optional.of(URI.create("https://s3.example/b")), none, none),
                new Config(
                        day,
                        Optional.empty(),
                        Optional.of(URI.create("https://s3.example")),
                        Optional.of("a"),
                        Optional.of("b")),
                new Config(
                        day,
                        Optional.empty(),
                        Optional.of(URI.create("file:///b/c")),
                        Optional.of("a"),
                        Optional.of("b")),
                new Config(Optional.of(Duration.ofSeconds(5)), Optional.of(folder), Optional.empty(), none, none)))
            assertThrows(StartRefused.class, () -> schedule(wrong), wrong::toString);
    }

    private Schedule schedule(ScheduleConfig config) {
        return new Schedule(dataSource, orders, jobs, clock, config);
    }

    private void deliver(Schedule schedule, int exports) {
        Await.until("it is delivered", Duration.ofSeconds(30), () -> {
            schedule.work();
            return delivered() == exports;
        });
    }

    private long delivered() {
        return database.count("select count(*) from scheduled_export where size is not null");
    }

    private List<String> names() throws IOException {
        try (var names = Files.list(folder)) {
            return names.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    private static ExportTarget.Source source(String name, String content) {
        var bytes = content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new ExportTarget.Source(name, bytes.length, new byte[32], () -> new java.io.ByteArrayInputStream(bytes));
    }
}
