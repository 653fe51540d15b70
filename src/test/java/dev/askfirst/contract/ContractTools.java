package dev.askfirst.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.NpmTools;
import dev.askfirst.platform.Program;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Programs of others that read the contract, in the versions of the lock file in {@code src/test/contract-tools}. */
final class ContractTools {

    /** Where the project's folder sees what npm has installed. */
    static final String BIN = "target/contract-tools/node_modules/.bin/";

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Map<String, String> QUIET =
            Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true", "SCARF_ANALYTICS", "false");

    private ContractTools() {}

    /** Installs them below {@code target}, unless these very versions are there. */
    static void install() {
        NpmTools.install("contract-tools");
    }

    /** Runs a script in the project's folder, with the JDK of the tests first on its path. */
    static Program.Ended run(String script, Map<String, String> environment) {
        var home = System.getProperty("java.home");
        var all = new HashMap<>(environment);
        all.putAll(QUIET);
        all.put("JAVA_HOME", home);
        return Program.shell("PATH=%s/bin:$PATH\n%s".formatted(home, script), all)
                .awaitEnd(LONGEST);
    }

    /** Runs a script that must go well; returns what it said. */
    static String succeed(String script) {
        return succeed(script, Map.of());
    }

    /** The same with variables of its own. */
    static String succeed(String script, Map<String, String> environment) {
        var ended = run(script, environment);
        assertEquals(0, ended.exit(), () -> script + "\n" + ended.out() + ended.errors());
        return ended.out();
    }
}
