package dev.askfirst.person.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestKeys;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.KeysetFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A second instance on the same database, with key files of its own. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class KeyWatchTest {

    @FunctionalInterface
    interface Change {
        void to(Path folder) throws Exception;
    }

    @Inject
    DataSource dataSource;

    @Inject
    Database database;

    @ConfigProperty(name = "askfirst.keys")
    Path keys;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private KeyRing ring;
    private KeyWatch watch;

    @BeforeEach
    void itStarts() throws Exception {
        putBack();
        ring = new KeyRing(folder);
        var check = new KeyCheck(ring, dataSource);
        check.check(null);
        watch = new KeyWatch(ring, check, metrics);
    }

    @AfterEach
    void theDatabaseKnowsTheFirstKeysAlone() throws Exception {
        putBack();
        watch.look();
        assertEquals(2, database.count("select count(*) from key_check"));
        assertEquals(2, database.count("select sum(cardinality(live)) from key_use"));
    }

    @Test
    void aKeyThatIsAddedIsTaken() {
        for (var name : new KeyName[] {KeyName.contact, KeyName.service, KeyName.links}) {
            new KeysetFile(folder, name).add();
        }
        watch.look();
        assertEquals(2, ring.keys().contact().versions().size());
        assertEquals(2, ring.keys().service().versions().size());
        assertEquals(2, ring.keys().links().versions().size());
        assertEquals(Status.UP, watch.call().getStatus());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("cut off", "service.json", at -> cut(at.resolve("service.json"))),
                refusal("not JSON", "contact.json", at -> Files.writeString(at.resolve("contact.json"), "?")),
                refusal("empty", "links.json", at -> Files.writeString(at.resolve("links.json"), "")),
                refusal("missing", "pairwise.json", at -> Files.delete(at.resolve("pairwise.json"))),
                refusal("a folder", "contact.json", at -> {
                    Files.delete(at.resolve("contact.json"));
                    Files.createDirectory(at.resolve("contact.json"));
                }),
                refusal(
                        "of another kind",
                        "contact.json",
                        at -> copy(at.resolve("service.json"), at.resolve("contact.json"))),
                refusal("four contact keys", "4 enabled keys and may have 3", at -> {
                    var contact = new KeysetFile(at, KeyName.contact);
                    var first = contact.add().number();
                    contact.add();
                    contact.retire(first);
                    contact.add();
                    contact.restore(first);
                }),
                refusal("other contact keys", "`contact.json` lacks the key", at -> another(at, "contact.json")),
                refusal("other service keys", "`service.json` lacks the key", at -> another(at, "service.json")),
                refusal("another pairwise key", "no other: the ids it made", at -> another(at, "pairwise.json")),
                refusal("two pairwise keys", "2 enabled keys and may have 1", at -> {
                    another(at, "contact.json");
                    new KeysetFile(at, KeyName.contact).add();
                    copy(at.resolve("contact.json"), at.resolve("pairwise.json"));
                }),
                refusal("a promotion without the old key", "that new rows are written under", at -> {
                    var contact = new KeysetFile(at, KeyName.contact);
                    var old = contact.versions().getFirst().number();
                    contact.promote(contact.add().number());
                    contact.retire(old);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void filesThatAreWrongChangeNothingAndRaiseTheAlarm(String what, String why, Change change) throws Exception {
        var before = ring.keys();
        change.to(folder);
        watch.look();
        watch.look();
        assertSame(before, ring.keys());
        assertEquals(Status.DOWN, watch.call().getStatus());
        var told = watch.call().getData().orElseThrow().toString();
        assertTrue(told.contains(why), told);
        assertEquals(1, metrics.get("askfirst.keys.refused").gauge().value());

        putBack();
        watch.look();
        assertEquals(Status.UP, watch.call().getStatus());
        assertEquals(0, metrics.get("askfirst.keys.refused").gauge().value());
    }

    private void putBack() throws Exception {
        for (var name : KeyName.values()) {
            var file = folder.resolve(name.file());
            Files.deleteIfExists(file);
            copy(keys.resolve(name.file()), file);
        }
    }

    private static Arguments refusal(String what, String why, Change change) {
        return Arguments.of(what, why, change);
    }

    private static void cut(Path file) throws Exception {
        var text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));
    }

    private static void another(Path folder, String file) throws Exception {
        Files.delete(folder.resolve(file));
        TestKeys.createMissing(folder);
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
