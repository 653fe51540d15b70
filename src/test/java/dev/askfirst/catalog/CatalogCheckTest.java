package dev.askfirst.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogCheckTest {

    static Stream<Named<JsonNode>> refused() throws IOException {
        return StreamSupport.stream(yaml("/catalog/refused.yaml").spliterator(), false)
                .map(it -> named(it.get("case").textValue(), it));
    }

    @Test
    void theDemoIsFine() throws IOException {
        assertEquals(List.of(), CatalogCheck.errors(read(demo())));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void allThatIsWrongIsSaid(JsonNode refused) throws IOException {
        var demo = demo();
        demo.fieldNames().forEachRemaining(kind -> {
            if (refused.has(kind)) ((ArrayNode) demo.get(kind)).add(refused.get(kind));
        });
        var wrong = CatalogCheck.errors(read(demo)).stream()
                .map(it -> it.field() + " " + it.message())
                .toList();
        assertEquals(
                StreamSupport.stream(refused.get("wrong").spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList(),
                wrong);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            bases: [{lasts: 2 years}]       | bases.0.lasts must be a period such as `P2Y`
            retention: [{from: birth}]      | retention.0.from must be one of `grant`, `use`, `end`
            topics: [{minimumEvidence: 3}]  | topics.0.minimumEvidence must be one of `none`, `partial`, `full`
            notices: [{earlier: {then: 1}}] | notices.0.earlier.then must be one of `keep`, `re_ask`, `end`
            stamps: []                      | stamps is not a member of this request
            """)
    void aFileThatCannotBeReadSaysWhere(String yaml, String wrong) {
        var file = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        var error = assertThrows(Fault.class, () -> CatalogService.fromYaml(file))
                .errors()
                .getFirst();
        assertEquals(wrong, error.field() + " " + error.message());
    }

    private static CatalogDocument read(JsonNode catalog) {
        return Json.read(catalog, Json.MAPPER.readerFor(CatalogDocument.class));
    }

    private static ObjectNode demo() throws IOException {
        return (ObjectNode) yaml("/demo/catalog.yaml");
    }

    private static JsonNode yaml(String resource) throws IOException {
        return new YAMLMapper().readTree(CatalogCheckTest.class.getResourceAsStream(resource));
    }
}
