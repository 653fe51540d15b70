package dev.askfirst.decision;

import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.GoldenCase.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The steps of a golden case in which somebody asks for a human, and one answers. */
final class HumansOverHttp {

    private static final String PATH = "/v1/human-requests";

    private HumansOverHttp() {}

    static void ask(String contact, Step step) {
        var body = Map.of("contact", contact, "controller", step.topic(), "text", "My order never came");
        var asked = staff(Caller.ADMIN).body(Json.write(body)).post(PATH);
        assertEquals(201, asked.statusCode(), asked::asString);
        assertEquals(step.until(), Optional.of(Instant.parse(asked.path("dueAt"))));
    }

    static void answer(Optional<UUID> person, Step step) {
        String waiting = staff(Caller.ADMIN)
                .get(PATH + "?due=true&limit=1000&controller=" + step.topic())
                .jsonPath()
                .getString("requests.find { it.person == '%s' }.id".formatted(person.orElseThrow()));
        var answer = Map.of("text", "It left today", "by", "Ines Costa");
        var answered = staff(Caller.ADMIN).body(Json.write(answer)).post(PATH + "/" + waiting + "/answer");
        assertEquals(200, answered.statusCode(), answered::asString);
    }
}
