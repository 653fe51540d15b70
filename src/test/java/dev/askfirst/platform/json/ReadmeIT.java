package dev.askfirst.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README tells a newcomer to type does what it says, typed as it stands there. */
class ReadmeIT {

    private static final Pattern BLOCK = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String ADDRESS = "localhost:8080";

    @Test
    void aNewcomerGetsANoAYesAndANo() throws IOException {
        var blocks = blocks();
        var start = blocks.getFirst().lines().findFirst().orElseThrow().replaceAll("\\s+#.*", "");
        assertEquals("./askfirst run --demo", start);
        var port = RunningService.freePort();
        var data = RunningService.freshFolder("readme");
        var run = Program.shell("exec %s --port %d --data %s".formatted(start, port, data), Map.of());
        try (var _ = RunningService.of(run, data, port)) {
            var script = String.join("\n", blocks.subList(1, blocks.size())).replace(ADDRESS, "localhost:" + port);
            var typed = Program.run(script, Map.of("ASKFIRST_DATA", data.toString()));
            assertEquals(0, typed.exit(), typed::errors);
            assertEquals(
                    List.of("deny consent_unknown", "given", "permit", "withdrawn", "deny consent_withdrawn"),
                    answers(typed.out()));
        }
    }

    private static List<String> blocks() throws IOException {
        var readme = Files.readString(Path.of(System.getProperty("askfirst.home"), "README.md"));
        return BLOCK.matcher(readme).results().map(ReadmeIT::text).toList();
    }

    private static String text(MatchResult block) {
        return block.group(1);
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
