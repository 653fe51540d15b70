package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs the tests of the API on a Citus cluster, if one is given: they are the same as those on one PostgreSQL. Two instances at
 * once are tried there by {@code HistoryIT}.
 */
class CitusIT {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Path LOG = Path.of("target", "citus.log");

    private static final String SERVICE = "TestService.class";

    private static final String KEYS =
            "with shards apart a key that is used again for another address is not noticed (ADR 0082)";

    private static final String FAULTS =
            "freezes, stops and fills the PostgreSQL of the tests, which is not the cluster";
    private static final String BROWSER = "needs a browser";

    /** Classes and methods that cannot pass on a cluster, and why. */
    private static final Map<String, String> LEFT_OUT = Map.ofEntries(
            Map.entry("BatchTest#aKeyAsksOnceWhateverTheBatch", KEYS),
            Map.entry("DecisionResourceTest#theSameKeyGetsTheSameAnswerAndAnotherQuestionAConflict", KEYS),
            Map.entry("LaneFaultTest", FAULTS),
            Map.entry("SignInTest#soItIsInABrowser", BROWSER),
            Map.entry("StreamTest#aKeyAsksOnceInOneStreamAndInTheNext", KEYS));

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void theApiAnswersOnACluster() throws Exception {
        if (TestCluster.given().isEmpty())
            System.out.printf(
                    "%nNOT TESTED: whether the service runs on a Citus cluster. To test it, give the URL of the coordinator:"
                            + "%n    %s='jdbc:postgresql://HOST:PORT/DATABASE?user=SUPERUSER' ./mvnw verify"
                            + " -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=CitusIT -Dtests.seconds=7200%n%n",
                    TestCluster.VARIABLE);
        assumeTrue(TestCluster.given().isPresent(), "no cluster is given");
        var tests = String.join(",", tests());
        var maven = new ProcessBuilder(
                        "./mvnw", "-B", "-ntp", "-o", "surefire:test", "-Dtests.seconds=7200", "-Dtest=" + tests)
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
        assertEquals(0, maven.waitFor(), () -> "see " + LOG.toAbsolutePath());
    }

    /** Those of the service as it is, without a browser. */
    private static List<String> tests() throws IOException {
        var all = new ArrayList<String>();
        var known = new TreeSet<String>();
        try (var files = Files.walk(TESTS)) {
            for (var file : files.filter(it -> it.toString().endsWith("Test.java"))
                    .sorted()
                    .toList()) {
                var name = file.getFileName().toString().replace(".java", "");
                var source = Files.readString(file);
                if (!source.contains(SERVICE) || name.contains("InABrowser")) continue;
                all.add(name);
                known.add(name);
                source.lines()
                        .filter(it -> it.startsWith("    void "))
                        .forEach(it -> known.add(name + "#" + it.substring("    void ".length(), it.indexOf('('))));
            }
        }
        for (var it : LEFT_OUT.keySet()) {
            assertTrue(known.contains(it), () -> "there is no " + it);
            all.add("!" + it);
        }
        return all;
    }
}
