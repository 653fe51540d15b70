package dev.askfirst.consent.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundWordsTest {

    static Stream<Arguments> replies() throws IOException {
        var table = new YAMLMapper()
                .readValue(
                        Files.readString(Path.of("src/test/resources/replies.yaml")),
                        new TypeReference<Map<String, List<String>>>() {});
        return table.entrySet().stream()
                .flatMap(row -> row.getValue().stream().map(text -> Arguments.of(text, row.getKey())));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("replies")
    void isUnderstood(String text, String understood) {
        assertEquals(understood, Json.text(InboundWords.understand(text)));
    }

    /** The words that United States law names: 47 CFR 64.1200(a)(10). */
    @ParameterizedTest
    @ValueSource(strings = {"STOP", "QUIT", "END", "REVOKE", "OPT OUT", "CANCEL", "UNSUBSCRIBE"})
    void everyWordOfTheLawStops(String word) {
        assertEquals(InboundWords.Understood.STOP, InboundWords.understand(word));
    }

    /** A withdrawal is one of the channel that the reply came by: a no to another is for a human. */
    @ParameterizedTest(name = "{0} by {1} is {2}")
    @CsvSource({
        "please do not call me again, voice, STOP",
        "please do not call me again, sms, UNSURE",
        "bitte keine SMS mehr, messaging, STOP",
        "bitte keine SMS mehr bitte ihr lieben, email, UNSURE",
        "take me off your list, push, STOP",
        "see you at five, sms, NONE",
    })
    void aNoToAnotherChannelIsForAHuman(String text, String channel, InboundWords.Understood understood) {
        assertEquals(understood, InboundWords.understand(text, channel));
    }

    /** Trap T11: keywords that are ordinary words too. */
    @ParameterizedTest
    @ValueSource(strings = {"the end", "see you at the end of June", "End of the line!", "in the end I said yes"})
    void theEndOfOrdinaryChatIsNoOptOut(String chat) {
        assertEquals(InboundWords.Understood.NONE, InboundWords.understand(chat));
    }

    @Test
    void aLongTextIsLeftToAHumanAtOnce() {
        assertEquals(InboundWords.Understood.NONE, InboundWords.understand("stop" + " ".repeat(9_990)));
        assertTrue("stop".length() < 200);
    }
}
