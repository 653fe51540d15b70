package dev.askfirst.console;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;

import dev.askfirst.authorship.Letters;
import dev.askfirst.catalog.CheckedAuthors;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.AuthorshipCheck;
import java.util.Map;

/** A letter that Acme's mailer calls personal, and tells of many. */
final class CopiedLetters {

    private CopiedLetters() {}

    /** The same, of senders that are watched until the demo's catalog is there again. */
    static void watched(DemoCatalog catalog, String campaign, int copies) {
        CheckedAuthors.everybody(catalog, AuthorshipCheck.SHADOW);
        told(campaign, copies);
    }

    /** To so many, as part of this campaign. */
    static void told(String campaign, int copies) {
        var made = sender("acme-mailer")
                .body(Json.write(Map.of("text", Letters.of(campaign, 60))))
                .post("/v1/fingerprints")
                .jsonPath();
        for (var i = 0; i < copies; i++)
            told(Acts.newcomer(), campaign, made.getInt("words"), made.getString("fingerprint"));
    }

    /** In the name of an author of the campaign. */
    static void told(String contact, String campaign, int words, String fingerprint) {
        var message = Map.of(
                "authorship", "personal",
                "author", "Jo " + campaign,
                "campaign", campaign,
                "words", words,
                "fingerprint", fingerprint);
        var question = Map.of("to", contact, "channel", "email", "topic", "offers", "message", message);
        ask("acme-mailer", Json.write(question)).then().statusCode(200);
    }
}
