package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.LicencesPage.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is shipped is on the bill of materials that goes with it, under licences that may be used. */
class SupplyChainIT {

    private static final Path APP = Path.of(System.getProperty("askfirst.jar")).getParent();

    /** Somebody has read each of these. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-2.0",
            "MIT",
            "MIT-0",
            "0BSD",
            "PostgreSQL",
            "Unicode-3.0");

    /** What says another thing of itself than its sources do; what is no longer so must go from here. */
    private static final Map<String, String> READ = new TreeMap<>(Map.of(
            "jboss-transaction-spi", "in the public domain, which is no licence that has an id",
            "jline-native", "`BSD`, taken for the one of four clauses: its LICENSE has the three",
            "jline-terminal", "`BSD`, taken for the one of four clauses: its LICENSE has the three"));

    @Test
    void everyJarIsOnTheBill() throws IOException {
        var listed = LicencesPage.shipped(APP).stream().map(Part::file).collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        for (var folder : List.of("lib/main", "lib/boot")) {
            try (var jars = Files.list(APP.resolve(folder))) {
                jars.map(it -> it.getFileName().toString())
                        .filter(it -> !listed.contains(it))
                        .forEach(missing::add);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyLicenceMayBeUsed() throws IOException {
        var wrong = LicencesPage.shipped(APP).stream()
                .filter(it -> Collections.disjoint(it.licences(), ALLOWED))
                .collect(Collectors.toMap(Part::name, Part::licences));
        assertEquals(READ.keySet(), wrong.keySet(), wrong::toString);
    }

    @Test
    void thePageHasWhatTheBillHas() throws IOException {
        var page = Files.readString(LicencesPage.PAGE);
        assertEquals(LicencesPage.made(page, LicencesPage.shipped(APP)), page, "run ./askfirst licences");
    }
}
