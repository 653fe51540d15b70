package dev.askfirst.decision;

import static dev.askfirst.platform.Api.sender;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.authorship.Letters;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.GoldenCase;
import dev.askfirst.policy.GoldenCase.Step;
import java.util.HashMap;
import java.util.Map;

/** The letter of a golden case, which is nobody else's: told of acme's mailer, in the name of an author of its own. */
final class TextsOverHttp {

    private TextsOverHttp() {}

    /** To so many others, who need not be known. */
    static void tell(GoldenCase golden, Step step) {
        for (var i = 0; i < Integer.parseInt(step.topic()); i++)
            ask("mailto:%08x-%d@letters.example".formatted(golden.name().hashCode(), i), told(golden));
    }

    /** Other texts in the name of the letter's author, of as many words as are left. */
    static void write(GoldenCase golden, Step step) {
        var left = Integer.parseInt(step.topic()) - GoldenCase.LETTER_WORDS;
        for (var i = 0; left > 0; i++) {
            var message = told(golden);
            message.put("words", Math.min(left, 1_000));
            message.put("fingerprint", fingerprint(Letters.of(golden.name() + " and another " + i, 60)));
            ask("mailto:%08x-w%d@letters.example".formatted(golden.name().hashCode(), i), message);
            left -= 1_000;
        }
    }

    /** What a question about the letter tells. */
    static Map<String, Object> told(GoldenCase golden) {
        return new HashMap<>(Map.of(
                "authorship",
                "personal",
                "author",
                "Jo %08x".formatted(golden.name().hashCode()),
                "words",
                GoldenCase.LETTER_WORDS,
                "fingerprint",
                fingerprint(Letters.of(golden.name(), GoldenCase.LETTER_WORDS))));
    }

    private static String fingerprint(String text) {
        return sender("acme-mailer")
                .body(Json.write(Map.of("text", text)))
                .post("/v1/fingerprints")
                .jsonPath()
                .getString("fingerprint");
    }

    private static void ask(String contact, Map<String, Object> message) {
        var question = Map.of("to", contact, "channel", "email", "topic", "offers", "message", message);
        var asked = Api.ask("acme-mailer", Json.write(question));
        assertEquals(200, asked.statusCode(), asked::asString);
    }
}
