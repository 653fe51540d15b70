package dev.askfirst.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Specmatic makes requests from the contract, in CI thousands for each role: what the contract allows, and the same with one thing
 * wrong. It holds every reply against the contract.
 */
class SpecmaticIT {

    private static final int LEAST = Thorough.or(5_000, 1_000);

    /** What would have most of the requests; a list with so many filters has more combinations than fit into any time. */
    private static final List<String> MANY = List.of("/v1/audit/entries", "/v1/imports", "/v1/scrubs");

    /** A parameter says which of its two media types a reply has; Specmatic holds each reply against both. */
    private static final String TWO_TYPES = "/v1/complaints/export";

    /** Whose requests they are, what is left out because others ask it more, and how many combinations of members are tried. */
    enum Role {
        SENDER(3, "/v1/audit/entries", "/v1/imports"),
        PERSON(3, "/v1/audit/entries", "/v1/imports"),
        COMPLIANCE(3, "/v1/audit/entries", "/v1/imports"),
        ADMIN(2, "/v1/audit/entries", "/v1/scrubs");

        private final int combinations;
        private final String filter;

        Role(int combinations, String... without) {
            this.combinations = Thorough.or(combinations, 1);
            var left = Thorough.or(List.of(without), MANY);
            filter = "PATH!='" + TWO_TYPES + "' && PATH!='" + String.join("' && PATH!='", left) + "'";
        }

        String token() {
            return this == SENDER ? service.senderToken("acme-mailer") : service.token(name().toLowerCase(Locale.ROOT));
        }
    }

    private static RunningService service;

    @BeforeAll
    static void itRuns() {
        ContractTools.install();
        service = RunningService.fresh("specmatic");
    }

    @AfterAll
    static void itStops() {
        if (service != null) service.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyReplyIsOneOfTheContract(Role role) throws IOException {
        var folder = Files.createDirectories(Path.of("target/contract-tools/specmatic-" + role));
        Files.copy(Path.of("openapi.yaml"), folder.resolve("openapi.yaml"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(folder.resolve("specmatic.yaml"), """
                version: 2
                contracts: [{filesystem: {directory: .}, provides: [openapi.yaml]}]
                test:
                  resiliencyTests: {enable: all}
                  maxTestRequestCombinations: %d
                """.formatted(role.combinations));
        var ended = ContractTools.run(
                "cd '%s'; java -Xmx700m -jar ../node_modules/specmatic/specmatic.jar test --testBaseURL=http://127.0.0.1:%d --filter=\"%s\" > said.txt 2>&1 || true"
                        .formatted(folder, service.port(), role.filter),
                Map.of("bearer", role.token()));
        assertEquals(0, ended.exit(), ended::errors);
        var findings = Findings.read(folder.resolve("said.txt"));
        System.out.println("specmatic: %s %s".formatted(role, findings.counts()));
        assertEquals(List.of(), findings.unexplained());
        assertTrue(findings.requests() >= LEAST, () -> findings.counts().toString());
        assertTrue(findings.refused() > LEAST / 10, () -> findings.counts().toString());
    }
}
