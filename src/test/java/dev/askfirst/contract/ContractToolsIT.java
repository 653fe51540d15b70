package dev.askfirst.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others' linters say of the contract; what they need not mind stands with its reason in {@code src/test/contract-tools}. */
class ContractToolsIT {

    /** A linter, told to fail for a warning too. */
    enum Linter {
        SPECTRAL("spectral lint --quiet --fail-severity warn --ruleset src/test/contract-tools/spectral.yaml "),
        REDOCLY("redocly lint --config src/test/contract-tools/redocly.yaml ");

        private final String command;

        Linter(String command) {
            this.command = ContractTools.BIN + command;
        }
    }

    @BeforeAll
    static void theyAreInstalled() {
        ContractTools.install();
    }

    @ParameterizedTest
    @EnumSource
    void theContractIsWithoutErrorOrWarning(Linter linter) {
        ContractTools.succeed(linter.command + "openapi.yaml");
    }

    /** Else the test above would pass with a linter that reads nothing. */
    @ParameterizedTest
    @EnumSource
    void anOperationWithTheNameOfAnotherIsFound(Linter linter) throws IOException {
        var whole = Files.readString(Path.of("openapi.yaml"));
        assertTrue(whole.contains("operationId: askMany"));
        var wrong = Path.of("target/contract-tools/wrong-" + linter + ".yaml");
        Files.writeString(wrong, whole.replace("operationId: askMany\n", "operationId: ask\n"));
        var ended = ContractTools.run(linter.command + wrong, Map.of());
        assertEquals(1, ended.exit(), () -> ended.out() + ended.errors());
        assertTrue((ended.out() + ended.errors()).contains("operationId"), ended::out);
    }
}
