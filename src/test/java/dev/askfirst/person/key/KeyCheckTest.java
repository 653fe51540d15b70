package dev.askfirst.person.key;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.TestKeys;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class KeyCheckTest {

    @Inject
    DataSource dataSource;

    @Inject
    Database database;

    @ConfigProperty(name = "askfirst.keys")
    Path keys;

    @TempDir
    Path folder;

    @Test
    void theKeysOfThisDatabaseAreLetIn() throws Exception {
        assertEquals(2, database.count("select count(*) from key_check"));
        copy(keys, folder);
        assertDoesNotThrow(() -> checkWith(folder));
        assertEquals(2, database.count("select count(*) from key_check"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact.json", "pairwise.json"})
    void othersAreRefusedByName(String keyset) throws Exception {
        copy(keys, folder);
        Files.delete(folder.resolve(keyset));
        TestKeys.createMissing(folder);
        var refused = assertThrows(StartRefused.class, () -> checkWith(folder));
        assertTrue(refused.getMessage().contains(keyset), refused.getMessage());
    }

    private void checkWith(Path folder) throws Exception {
        new KeyCheck(new KeyRing(folder), dataSource).check(null);
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.list(from)) {
            for (var file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
