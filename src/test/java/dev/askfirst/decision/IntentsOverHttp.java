package dev.askfirst.decision;

import static dev.askfirst.platform.Api.person;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.term.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The steps of a golden case in which somebody says what they look for, and that they no longer do. */
final class IntentsOverHttp {

    private IntentsOverHttp() {}

    static void say(Optional<UUID> who, Step step) {
        var body = new HashMap<String, Object>(
                Map.of("topic", step.topic(), "until", step.until().orElseThrow(), "max", step.max()));
        if (!step.controller().equals(Scope.ALL)) body.put("controllers", List.of(step.controller()));
        if (!step.channel().equals(Scope.ALL)) body.put("channels", List.of(step.channel()));
        var said = person(who.orElseThrow()).body(Json.write(body)).post(path(who));
        assertEquals(201, said.statusCode(), said::asString);
    }

    static void end(Optional<UUID> who, Step step) {
        String open = person(who.orElseThrow())
                .get(path(who))
                .jsonPath()
                .getString("intents.find { it.topic == '%s' && it.state == 'open' }.id".formatted(step.topic()));
        var ended = person(who.orElseThrow()).delete(path(who) + "/" + open);
        assertEquals("ended", ended.path("state"), ended::asString);
    }

    private static String path(Optional<UUID> who) {
        return "/v1/persons/" + who.orElseThrow() + "/intents";
    }
}
