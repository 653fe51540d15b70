package dev.askfirst.platform.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.prf.Prf;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.security.KeysetFile.State;
import dev.askfirst.platform.security.KeysetFile.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetFileTest {

    @TempDir
    Path folder;

    @BeforeEach
    void thereAreKeys() {
        Keys.create(folder);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "pairwise")
    void aKeyIsAddedPromotedRetiredAndRemoved(KeyName name) throws IOException {
        var file = new KeysetFile(folder, name);
        var old = file.versions().getFirst().number();
        var fresh = file.add().number();
        assertEquals(List.of(new Version(old, State.primary), new Version(fresh, State.enabled)), file.versions());
        file.promote(fresh);
        assertEquals(List.of(new Version(old, State.enabled), new Version(fresh, State.primary)), file.versions());
        file.retire(old);
        assertEquals(List.of(new Version(old, State.retired), new Version(fresh, State.primary)), file.versions());
        file.restore(old);
        assertEquals(State.enabled, file.versions().getFirst().state());
        file.retire(old);
        file.remove(old);
        assertEquals(List.of(new Version(fresh, State.primary)), file.versions());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name.file()))));
        Keys.read(folder);
    }

    /** What a key computes, and so what it finds, is the same whatever its place in the file. */
    @Test
    void aKeyStaysTheSameKey() throws GeneralSecurityException {
        var file = new KeysetFile(folder, KeyName.contact);
        var before = prf(file.versions().getFirst().number()).compute(new byte[] {1}, 16);
        var old = file.versions().getFirst().number();
        file.promote(file.add().number());
        assertArrayEquals(before, prf(old).compute(new byte[] {1}, 16));
        assertEquals(2, Keys.read(folder).contact().versions().size());
        file.retire(old);
        assertEquals(
                Set.of(file.versions().getLast().number()),
                Keys.read(folder).contact().versions());
    }

    @Test
    void whatWouldLoseRowsIsRefused() {
        var contact = new KeysetFile(folder, KeyName.contact);
        var primary = contact.versions().getFirst().number();
        refused("primary", () -> contact.retire(primary));
        refused("only a retired key", () -> contact.remove(primary));
        refused("has no key", () -> contact.promote(primary + 1));
        var second = contact.add().number();
        contact.retire(second);
        refused("restore it first", () -> contact.promote(second));
        refused("with senders", () -> new KeysetFile(folder, KeyName.pairwise).add());
    }

    @Test
    void aFourthContactKeyIsRefused() {
        var contact = new KeysetFile(folder, KeyName.contact);
        contact.add();
        var third = contact.add().number();
        refused("retire one first", contact::add);
        contact.retire(third);
        contact.add();
        // By hand it can be done, but is not read.
        contact.restore(third);
        refused("4 enabled keys and may have 3", () -> Keys.read(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "null", "[1]", "{\"primaryKeyId\": 1, \"key\": []}", "{\"key\": [{}]}"})
    void aBrokenFileIsRefusedByName(String content) throws IOException {
        Files.writeString(folder.resolve("contact.json"), content);
        refused("contact.json", () -> Keys.read(folder));
        refused("contact.json", () -> new KeysetFile(folder, KeyName.contact).versions());
    }

    @ParameterizedTest
    @EnumSource
    void aMissingFileIsRefusedByName(KeyName name) throws IOException {
        Files.delete(folder.resolve(name.file()));
        refused(name.file(), () -> Keys.read(folder));
    }

    private Prf prf(int version) throws GeneralSecurityException {
        return Keys.read(folder).contact().primitive().getPrfs().get(version);
    }

    private static void refused(String why, Executable attempt) {
        var refusal = assertThrows(StartRefused.class, attempt).getMessage();
        assertTrue(refusal.contains(why), refusal);
    }
}
