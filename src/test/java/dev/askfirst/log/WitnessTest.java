package dev.askfirst.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.decision.Questions;
import dev.askfirst.export.Exporting;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.TestService;
import dev.askfirst.verify.Tampered;
import dev.askfirst.verify.Verification;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Witnesses cosign what they have seen to go on, and auditors can demand that they did. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "record-service"))
class WitnessTest {

    private record Config(Optional<List<String>> witnesses) implements LogConfig {
        @Override
        public Optional<String> origin() {
            return Optional.empty();
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Optional<Path> pushFile() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> pushUrl() {
            return Optional.empty();
        }

        @Override
        public Duration pushEvery() {
            return Duration.ZERO;
        }

        @Override
        public Duration witnessEvery() {
            return Duration.ZERO;
        }
    }

    @Inject
    DataSource dataSource;

    @Inject
    Database database;

    @TempDir
    Path folder;

    private WitnessServer server;
    private Witnesses witnesses;

    @BeforeEach
    void aWitnessThatKnowsTheLogsKey() {
        server = new WitnessServer(PublishedKeys.all());
        witnesses = new Witnesses(dataSource, new Config(Optional.of(List.of(server.setting()))));
    }

    @AfterEach
    void itIsNotAskedAnyMore() throws Exception {
        witnesses.close();
        server.close();
        try (var connection = dataSource.getConnection();
                var delete = connection.createStatement()) {
            delete.executeUpdate("delete from witness");
        }
    }

    @Test
    void checkpointsAreCosignedAsTheLogGrows() throws Exception {
        witnesses.work();
        var first = server.seen().orElseThrow();
        grow();
        witnesses.work();
        var second = server.seen().orElseThrow();
        assertTrue(second.size() > first.size());
        var note = Api.anybody().get("/log/checkpoint/witnessed").asString();
        assertEquals(second.text(), note.substring(0, note.indexOf("\n\n") + 1));
        var cosigner = Cosigner.parse(server.vkey()).orElseThrow();
        assertTrue(cosigner.cosigned(second.text(), note).isPresent());
        assertFalse(cosigner.cosigned(first.text(), note).isPresent());
        assertEquals(2, Note.parse(note).orElseThrow().signatures().size());
    }

    @Test
    void anAuditorCanDemandIt() throws Exception {
        witnesses.work();
        var asking = Thread.ofVirtual().start(() -> {
            while (!Thread.interrupted()) {
                witnesses.work();
                Await.pause();
            }
        });
        try {
            Exporting.all(folder, "ndjson");
        } finally {
            asking.interrupt();
            asking.join();
        }
        var witness = dev.askfirst.verify.Witness.parse(server.vkey());
        verification(witness).run();
        try (var other = new WitnessServer(List.of())) {
            var stranger = dev.askfirst.verify.Witness.parse(other.vkey());
            var found =
                    assertThrows(Tampered.class, () -> verification(stranger).run());
            assertEquals("the checkpoint is not cosigned by witness.example/w1", found.getMessage());
        }
        var file = folder.resolve("checkpoint");
        var lines = Files.readAllLines(file);
        var later = lines.getLast()
                .replaceFirst("(— \\S+ .{20}).", "$1" + (lines.getLast().charAt(41) == 'A' ? 'B' : 'A'));
        Files.writeString(file, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n" + later + "\n");
        assertThrows(Tampered.class, () -> verification(witness).run());
    }

    @Test
    void itIsShownTheWayFromWhatItHasSeen() throws Exception {
        witnesses.work();
        grow();
        // As after a restore of ours, or with a witness that others showed more.
        try (var connection = dataSource.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate("update witness set size = 0");
        }
        var before = server.seen().orElseThrow();
        witnesses.work();
        assertEquals(before, server.seen().orElseThrow());
        witnesses.work();
        assertTrue(server.seen().orElseThrow().size() > before.size());
    }

    @Test
    void aRewrittenLogIsNotCosigned() throws Exception {
        witnesses.work();
        var seen = server.seen().orElseThrow();
        server.remember(new Checkpoint(seen.origin(), seen.size(), new byte[32]));
        grow();
        witnesses.work();
        assertEquals(seen.size(), server.seen().orElseThrow().size());
        assertEquals(seen.size(), last());
    }

    @Test
    void whatItDidNotSignIsNotPublished() throws Exception {
        server.lie();
        var before = database.count("select count(*) from cosignature");
        witnesses.work();
        assertTrue(server.seen().isPresent());
        assertEquals(before, database.count("select count(*) from cosignature"));
    }

    @Test
    void aWitnessThatIsDownHoldsUpNothing() throws Exception {
        server.close();
        witnesses.work();
        grow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://w.example",
                "w.example/w1+00000000+AA==",
                "ftp://w.example example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "https://w.example example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            })
    void aSettingThatNamesNoWitnessRefusesTheStart(String setting) {
        assertThrows(StartRefused.class, () -> Witness.parse(setting));
    }

    private Verification verification(dev.askfirst.verify.Witness witness) throws Exception {
        return new Verification(folder, Exporting.keys(), Optional.empty(), _ -> {}).seenBy(List.of(witness));
    }

    private long last() {
        return database.count("select max(size) from cosignature where vkey = '" + server.vkey() + "'");
    }

    private void grow() {
        var before = Exporting.checkpoint();
        Questions.answer("mailto:witnessed@test.example");
        Await.until(
                "a new checkpoint",
                Duration.ofSeconds(60),
                () -> !Exporting.checkpoint().equals(before));
    }
}
