package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;

import dev.askfirst.platform.json.Json;
import java.util.Map;

/** Messages of which their sender tells what they are like. */
public final class ToldTexts {

    static final String LETTER = """
            Hello Ana,

            thank you for coming by on Saturday. The blue running shoes in size 39 that you tried are back in stock, and I have put
            a pair aside for you until Friday. If you would rather have the wider last, tell me and I order it from the factory.

            Jo""";

    private ToldTexts() {}

    /** Acme's mailer asks about a message that it says Jo Berg wrote; the id of the decision. */
    public static String personal(String contact, String text) {
        var made = sender("acme-mailer")
                .body(Json.write(Map.of("text", text)))
                .post("/v1/fingerprints")
                .jsonPath();
        return personal(contact, made.getInt("words"), made.getString("fingerprint"));
    }

    /** The same, telling this. */
    public static String personal(String contact, int words, String fingerprint) {
        var message = Map.of("authorship", "personal", "author", "Jo Berg", "words", words, "fingerprint", fingerprint);
        var question = Map.of("to", contact, "channel", "email", "topic", "offers.shoes", "message", message);
        return ask("acme-mailer", Json.write(question))
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }
}
