package dev.askfirst.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What Specmatic said of each of its requests, and which of it is as it should be. */
final class Findings {

    private static final Pattern SCENARIO =
            Pattern.compile("^\\s*([+-]ve)  Scenario: (\\w+ \\S+) -> \\S+ .*has (FAILED|SUCCEEDED)$");
    private static final Pattern STATUS = Pattern.compile("response contained status (\\d+)");
    private static final Pattern ACCEPTED = Pattern.compile("Expected 4xx status, but received 200");

    /**
     * What the contract allows may still be refused: the token's role may not ask it, nothing has the id that was made up, a word
     * is none of the catalog or of those that members which may grow have now, or the same key was used before.
     */
    private static final Set<String> REFUSALS = Set.of("400", "403", "404", "409", "412", "422");

    /** A wrong item stands in place among the answers, and does not refuse the others. */
    private static final Set<String> ITEMS =
            Set.of("POST /v1/decisions/batch", "POST /access/v1/evaluation", "POST /access/v1/evaluations");

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> unexplained = new ArrayList<>();

    private Findings() {}

    static Findings read(Path said) throws IOException {
        var findings = new Findings();
        var block = new StringBuilder();
        try (var lines = Files.lines(said)) {
            lines.forEach(line -> {
                if (SCENARIO.matcher(line).matches()) findings.take(block);
                block.append(line).append('\n');
            });
        }
        findings.take(block);
        return findings;
    }

    /** Replies that are not as the contract says, each with the request. */
    List<String> unexplained() {
        return unexplained;
    }

    Map<String, Integer> counts() {
        return counts;
    }

    int requests() {
        return counts.values().stream().mapToInt(it -> it).sum();
    }

    /** How many of the requests that the contract does not allow were refused in its words. */
    int refused() {
        return counts.getOrDefault("-ve SUCCEEDED", 0);
    }

    private void take(StringBuilder block) {
        var text = block.toString();
        block.setLength(0);
        var scenario = SCENARIO.matcher(text.lines().findFirst().orElse(""));
        if (!scenario.matches()) return;
        var kind = scenario.group(1);
        var result = scenario.group(3);
        if (result.equals("FAILED") && explained(kind, scenario.group(2), text)) result = "EXPLAINED";
        counts.merge(kind + " " + result, 1, Integer::sum);
        if (result.equals("FAILED")) unexplained.add(text);
    }

    private static boolean explained(String kind, String operation, String text) {
        if (kind.equals("-ve"))
            return ITEMS.contains(operation) && ACCEPTED.matcher(text).find();
        var status = STATUS.matcher(text);
        return status.find() && REFUSALS.contains(status.group(1)) && !text.contains("RESPONSE.BODY");
    }
}
