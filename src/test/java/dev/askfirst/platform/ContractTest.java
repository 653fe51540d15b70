package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract at the top is what its parts say, and nothing that does not fit together becomes one. */
class ContractTest {

    private static final YAMLMapper STRICT = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        part("contract.yaml", "openapi: 3.0.3", "x-parts:", "  - one.yaml", "  - shared/two.yaml", "tags: []");
        part("one.yaml", "# One", "paths:", "  /one:", "    $ref: 'shared/two.yaml#/components/schemas/Two'", "");
        part("shared/two.yaml", "components:", "  schemas:", "    # Two", "    Two: { type: string }");
    }

    @Test
    void theContractIsWhatItsPartsSay() throws IOException {
        assertEquals(
                Contract.published(Path.of("src/main/openapi")),
                Files.readString(Contract.BUNDLE),
                "openapi.yaml is not what src/main/openapi says: change the parts, and run ./askfirst contract");
    }

    @Test
    void everyPartIsInIt() throws IOException {
        var said = new TreeSet<String>();
        try (var parts = Files.walk(Path.of("src/main/openapi"))) {
            for (var part : parts.filter(Files::isRegularFile).toList()) {
                var tree = STRICT.readTree(part.toFile());
                names(tree, said);
            }
        }
        var bundled = new TreeSet<String>();
        names(STRICT.readTree(Contract.whole()), bundled);
        assertEquals(said, bundled);
    }

    @Test
    void noPageIsPublished() throws IOException {
        var published = Files.readString(Contract.BUNDLE);
        assertFalse(published.contains("text/html"), "a page is in openapi.yaml");
        assertFalse(published.contains("tags: [pages]"), "a page is in openapi.yaml");
        assertTrue(Contract.whole().contains("text/html"));
    }

    @Test
    void partsBecomeOneFile() throws IOException {
        var expected = """
                # Bundled from src/main/openapi: change a part there, then run ./askfirst contract.
                openapi: 3.0.3
                tags: []
                paths:
                  /one:
                    $ref: '#/components/schemas/Two'
                components:
                  schemas:
                    Two: { type: string }
                """;
        assertEquals(expected, Contract.published(folder));
    }

    @Test
    void whatDoesNotFitTogetherIsNamed() throws IOException {
        part("one.yaml", "paths:", "  /one:", "    $ref: '#/components/schemas/Two'");
        assertEquals("one.yaml: there is no schemas/Two in one.yaml; it is in shared/two.yaml", wrong());
        part("one.yaml", "paths:", "  /one:", "    $ref: '#/wrong'");
        assertEquals("one.yaml: references look like $ref: 'file.yaml#/components/kind/Name'", wrong());
        part("one.yaml", "components:", "  schemas:", "    Two: { type: integer }");
        assertEquals("shared/two.yaml: `Two` stands in another part too", wrong());
        part("one.yaml", "paths:", "  /one: {}", "  /one: {}");
        assertEquals("one.yaml: `/one` stands there twice", wrong());
        part("one.yaml", "info: {}");
        assertEquals("one.yaml: `info` belongs into contract.yaml", wrong());
        part("one.yaml", "paths:");
        part("three.yaml", "paths:");
        assertEquals("three.yaml is not among the x-parts of contract.yaml", wrong());
    }

    private String wrong() {
        return assertThrows(IllegalArgumentException.class, () -> Contract.published(folder))
                .getMessage();
    }

    private void part(String name, String... lines) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static void names(JsonNode tree, TreeSet<String> names) {
        tree.path("paths").fieldNames().forEachRemaining(names::add);
        for (var kind : tree.path("components").properties())
            kind.getValue().fieldNames().forEachRemaining(it -> names.add(kind.getKey() + "/" + it));
    }
}
