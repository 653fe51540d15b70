package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README, the pages of docs and those of the clients tell to type does what they say, typed as it stands there. */
class ReadmeIT {

    private static final String START = "./askfirst run --demo";

    private static int port;
    private static Path data;
    private static RunningService service;

    @BeforeAll
    static void itRuns() {
        port = RunningService.freePort();
        data = RunningService.freshFolder("readme");
        var run = Program.shell("exec %s --port %d --data %s".formatted(START, port, data), Map.of());
        service = RunningService.of(run, data, port);
    }

    @AfterAll
    static void itStops() {
        if (service != null) service.close();
    }

    @Test
    void aNewcomerGetsANoAYesAndANo() throws IOException {
        var blocks = TypedPage.read("README.md").scripts();
        assertEquals(START, blocks.getFirst().lines().findFirst().orElseThrow().replaceAll("\\s+#.*", ""));
        var script = String.join("\n", blocks.subList(1, blocks.size())).replace("localhost:8080", "localhost:" + port);
        var typed = Program.run(script, Map.of("ASKFIRST_DATA", data.toString()));
        assertEquals(0, typed.exit(), typed::errors);
        assertEquals(
                List.of("deny consent_unknown", "given", "permit", "withdrawn", "deny consent_withdrawn"),
                answers(typed.out()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/senders",
                "docs/compliance",
                "docs/authzen",
                "docs/lists",
                "docs/imports",
                "docs/ask-from-where-you-are",
                "clients/java/README",
                "clients/python/README",
                "clients/node/README"
            })
    void aReaderSeesWhatThePageSays(String page) throws IOException {
        var folder = RunningService.freshFolder("page-" + page.replace('/', '-'));
        TypedPage.read(page + ".md").type(folder, port, data);
    }

    /** Each reply in a few words: the outcome with its reasons, or the state after an act. */
    private static List<String> answers(String output) throws IOException {
        var answers = new ArrayList<String>();
        try (var replies = Json.MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(output)) {
            while (replies.hasNext()) answers.add(inShort(replies.next()));
        }
        return answers;
    }

    private static String inShort(JsonNode reply) {
        if (reply.has("state")) return reply.get("state").asText();
        var words = new StringBuilder(reply.path("outcome").asText(reply.toString()));
        reply.path("reasons")
                .forEach(reason -> words.append(' ').append(reason.get("code").asText()));
        return words.toString();
    }
}
