package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies may grow for callers; in tests they are held to what the contract names by now. */
class ApiTest {

    private static final String DECISION = """
            {"id": "0197a0c2-7b1e-7c31-9a55-0a4c7c1d2e40", "outcome": "deny", "decidedAt": "2026-11-22T10:00:00Z",
             "reasons": [{"code": "%s"}]%s}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            consent_unknown | `` | true
            consent_lost | `` | false
            consent_unknown | `, "surplus": 1` | false
            """)
    void whatIsNotNamedFails(String code, String more, boolean good) {
        var decision = DECISION.formatted(code, more);
        assertEquals(good, holds("/v1/decisions", decision));
        assertEquals(good, holds("/v1/decisions/batch", "{\"decisions\": [" + decision + "]}"));
    }

    /** They are written out there, because generated clients cannot tell alternatives apart. */
    @Test
    void anItemOfABatchHasTheMembersOfADecision() throws IOException {
        var schemas =
                new YAMLMapper().readTree(Path.of("openapi.yaml").toFile()).at("/components/schemas");
        var decision = (ObjectNode) schemas.at("/Decision/properties");
        var item = ((ObjectNode) schemas.at("/BatchItem/properties")).deepCopy();
        assertTrue(item.has("error"));
        item.remove("error");
        assertEquals(decision, item);
    }

    private static boolean holds(String path, String body) {
        var reply = SimpleResponse.Builder.ok()
                .withContentType("application/json")
                .withBody(body)
                .build();
        return !Api.validator(true)
                .validateResponse(path, Request.Method.POST, reply)
                .hasErrors();
    }
}
