package dev.askfirst.consent;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.decision.Questions;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An act that is said again under its key is heard once; what its reply says of consent is what a question is told next. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RepeatedActTest {

    private static final Map<String, Consumer<String>> HAPPENINGS = Map.of(
            "nothing",
            _ -> {},
            "a no",
            ana -> Acts.withdraw(ana, "offers").then().statusCode(201),
            "an erasure",
            RepeatedActTest::erased,
            "a yes",
            RepeatedActTest::saysYes);

    @ParameterizedTest(name = "{0} then {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # said       | state     | between    | again     | a question
            grants       | given     | nothing    | given     | permit
            grants       | given     | a no       | withdrawn | deny consent_withdrawn
            grants       | given     | an erasure | withdrawn | deny consent_unknown
            withdrawals  | withdrawn | nothing    | withdrawn | deny consent_withdrawn
            withdrawals  | withdrawn | a yes      | given     | permit
            refusals     | refused   | a yes      | given     | permit
            """)
    void saysWhatHoldsByNow(String said, String state, String between, String then, String answer) {
        var ana = Acts.newcomer();
        var key = UUID.randomUUID().toString();
        var first = says(said, ana, key);
        first.then().statusCode(201).body("state", is(state));
        HAPPENINGS.get(between).accept(ana);
        says(said, ana, key).then().statusCode(201).body("state", is(then), "id", is(first.<String>path("id")));
        assertEquals(answer, Questions.answer(ana));
    }

    /** Those who became part of somebody else speak through them. */
    @Test
    void isFoundAfterAMerge() {
        var ana = Acts.newcomer();
        var key = UUID.randomUUID().toString();
        says("grants", ana, key);
        var other = Persons.who(Acts.newcomer());
        staff("admin")
                .header("If-Match", "*")
                .body("{\"other\": \"%s\", \"reason\": \"the same customer twice\"}".formatted(Persons.idOf(ana)))
                .post("/v1/persons/" + other + "/merge")
                .then()
                .statusCode(200);
        says("grants", ana, key).then().body("state", is("given"));
        Acts.withdraw(ana, "offers");
        says("grants", ana, key).then().body("state", is("withdrawn"));
    }

    private static Response says(String act, String contact, String key) {
        var more = act.equals("grants")
                ? ", \"channel\": \"email\", \"notice\": {\"id\": \"acme-marketing\", \"version\": 1, \"language\": \"en\"}"
                : "";
        return sender("acme-mailer")
                .header("Idempotency-Key", key)
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "evidence": {"method": "form"}%s}""".formatted(contact, more))
                .post("/v1/" + act);
    }

    private static void saysYes(String contact) {
        staff("admin").body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "https://acme.example"}}""".formatted(contact)).post("/v1/grants").then().statusCode(201);
    }

    private static void erased(String contact) {
        staff("admin").delete("/v1/persons/" + Persons.idOf(contact)).then().statusCode(200);
    }
}
