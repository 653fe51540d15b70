package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate makes of what the service says, the sayings of later versions among it: only what it understands lets a message through. */
class AnswerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            permit  | {"type": "add_header", "name": "List-Unsubscribe", "value": "<https://a.example/u/x>"}         | permit
            permit  | {"type": "link", "rel": "terms", "href": "https://a.example"}                                   | permit
            permit  | {"type": "play_a_tune", "name": "Tune", "value": "la"}                                          | unfulfillable
            permit  | {"type": "add_header", "name": "List Unsubscribe", "value": "x"}                                | unfulfillable
            permit  | {"type": "add_header", "name": "X", "value": "a\\r\\nBcc: all@a.example"}                       | unfulfillable
            permit  | {"type": "add_header", "name": "X"}                                                             | unfulfillable
            permit  | {}                                                                                              | unfulfillable
            deny    | {}                                                                                              | deny
            defer   | {}                                                                                              | defer
            perhaps | {}                                                                                              | none
            """)
    void onlyWhatItUnderstandsLetsAMessageThrough(String outcome, String obligation, String answer) throws IOException {
        var reply = """
                {"id": "d1", "outcome": "%s", "obligations": [%s], "reasons": [{"code": "new_one", "detail": "So it is."}],
                 "notBefore": "2026-12-01T09:00:00Z", "whatever": [1]}""".formatted(outcome, obligation);
        assertEquals(answer, AskingService.answer(Json.MAPPER.readTree(reply)).outcome());
    }

    @Test
    void headersStandAsTheServiceSaidThem() throws IOException {
        var reply = """
                {"id": "d1", "outcome": "permit", "obligations": [
                 {"type": "add_header", "name": "List-Unsubscribe-Post", "value": "List-Unsubscribe=One-Click"},
                 {"type": "feedback", "name": "more", "value": "https://ask.example/f/1?value=more", "text": "More"}]}""";
        assertEquals(
                new Answer.Permit("d1", Map.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")),
                AskingService.answer(Json.MAPPER.readTree(reply)));
    }
}
