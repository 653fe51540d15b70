package dev.askfirst.decision;

import static dev.askfirst.platform.Api.anybody;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.RatedMessages;
import java.net.URI;
import java.util.Map;

/** The steps of a golden case in which somebody says how useful messages are: by the links that permits hand out. */
final class RatingsOverHttp {

    private RatingsOverHttp() {}

    /**
     * Rates as many messages.
     *
     * @param sender whose messages they are
     * @param links of messages by their names
     */
    static void rate(String contact, Step step, String sender, Map<String, String> links) {
        // The links come first: once the topic rests there are no more.
        for (var message : RatedMessages.names(step))
            links.computeIfAbsent("feedback " + message, _ -> link(contact, step, sender));
        for (var message : RatedMessages.names(step)) {
            var link = links.get("feedback " + message);
            var said = anybody()
                    .contentType("application/x-www-form-urlencoded")
                    .formParam("value", step.value().orElseThrow())
                    .post(link);
            assertEquals(200, said.statusCode(), said::asString);
        }
    }

    private static String link(String contact, Step step, String sender) {
        var question = Map.of(
                "to", contact,
                "channel", step.channel(),
                "topic", step.topic(),
                "controller", step.controller(),
                "mode", "check");
        var permit = Api.sender(sender).body(Json.write(question)).post("/v1/decisions");
        String link = permit.path("obligations.find { it.type == 'feedback' }.value");
        return URI.create(link).getPath();
    }
}
