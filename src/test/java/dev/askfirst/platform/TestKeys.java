package dev.askfirst.platform;

import dev.askfirst.platform.security.Keys;
import java.nio.file.Path;

/** Keysets for tests that need other ones than those of the service under test. */
public final class TestKeys {

    private TestKeys() {}

    public static void createMissing(Path folder) {
        Keys.create(folder);
    }
}
