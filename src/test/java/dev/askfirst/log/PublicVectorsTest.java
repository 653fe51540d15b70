package dev.askfirst.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The sets of github.com/transparency-dev/merkle, where they stand beside the checkout; MerkleTest always runs. */
@EnabledIf("theyAreThere")
class PublicVectorsTest {

    private static final Path SETS = Path.of("../shared/vectors/merkle");

    static boolean theyAreThere() {
        return Files.isDirectory(SETS);
    }

    @Test
    void everyInclusionProofIsJudgedAsItsAuthorsSay() throws IOException {
        var cases = cases("inclusion");
        assertTrue(cases.size() > 50, () -> cases.size() + " cases");
        for (var it : cases) {
            var holds = PathCheck.includes(
                    it.get("leafIdx").asLong(),
                    it.get("treeSize").asLong(),
                    hash(it.get("leafHash")),
                    path(it),
                    hash(it.get("root")));
            assertEquals(!it.get("wantErr").asBoolean(), holds, it::toString);
        }
    }

    @Test
    void everyConsistencyProofIsJudgedAsItsAuthorsSay() throws IOException {
        var cases = cases("consistency");
        assertTrue(cases.size() > 50, () -> cases.size() + " cases");
        for (var it : cases) {
            var holds = PathCheck.consistent(
                    it.get("size1").asLong(),
                    hash(it.get("root1")),
                    it.get("size2").asLong(),
                    hash(it.get("root2")),
                    path(it));
            assertEquals(!it.get("wantErr").asBoolean(), holds, it::toString);
        }
    }

    private static List<JsonNode> cases(String kind) throws IOException {
        var cases = new ArrayList<JsonNode>();
        try (var files = Files.walk(SETS.resolve(kind))) {
            for (var file : files.filter(it -> it.toString().endsWith(".json")).toList())
                cases.add(new JsonMapper().readTree(file.toFile()));
        }
        return cases;
    }

    private static List<byte[]> path(JsonNode it) {
        var path = new ArrayList<byte[]>();
        if (it.hasNonNull("proof")) it.get("proof").forEach(hash -> path.add(hash(hash)));
        return path;
    }

    private static byte[] hash(JsonNode text) {
        return text.isNull() ? new byte[0] : Base64.getDecoder().decode(text.asText());
    }
}
