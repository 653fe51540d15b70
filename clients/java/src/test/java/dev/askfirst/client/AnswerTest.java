package dev.askfirst.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a permit, and what is not: also what a later version of the service may say. */
class AnswerTest {

    private static final Question QUESTION = Question.of("ana@example.org", "email", "offers");

    @Test
    void aReasonThatIsNewStaysText() {
        var answer = says("{\"id\": \"1\", \"outcome\": \"deny\", \"reasons\": [{\"code\": \"rested\", \"mood\": 1}], \"new\": []}");
        assertEquals("rested", assertInstanceOf(Deny.class, answer).reasons().get(0).code());
    }

    @Test
    void aDeferSaysWhenToAskAgain() {
        var answer = says("{\"id\": \"1\", \"outcome\": \"defer\", \"notBefore\": \"2026-01-02T03:04:05.678901Z\", \"reasons\": []}");
        assertEquals(Instant.parse("2026-01-02T03:04:05.678901Z"), ((Defer) answer).notBefore());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\": \"sing\", \"value\": \"a song\"}",
        "{\"type\": \"add_header\", \"value\": \"no name\"}",
        "{\"type\": \"link\"}"
    })
    void anObligationThatIsNotKnownIsNoPermitAndIsReported(String obligation) {
        var script = Script.of()
                .reply(200, permit("{\"type\": \"link\", \"value\": \"x\"}, " + obligation))
                .reply(201, "{}");
        var unknown = assertThrows(
                DoNotSend.UnknownObligation.class,
                () -> Askfirst.over(script).ifPermitted(QUESTION, it -> {
                    throw new AssertionError("it was sent");
                }));
        assertEquals("7", unknown.id());
        assertEquals("/v1/decisions/7/outcome", script.requests.get(1).path());
        assertEquals("{\"outcome\":\"not_sent\"}", script.requests.get(1).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "<html>permit</html>",
        "[]",
        "null",
        "{\"outcome\": \"permit\", \"validUntil\": \"2026-01-01T00:00:00Z\"}",
        "{\"id\": \"1\", \"outcome\": \"permit\"}",
        "{\"id\": \"1\", \"outcome\": \"permit\", \"validUntil\": \"soon\"}",
        "{\"id\": \"1\", \"outcome\": \"maybe\"}",
        "{\"id\": \"1\", \"outcome\": [\"permit\"]}"
    })
    void whatCannotBeReadIsNoPermit(String body) {
        assertThrows(DoNotSend.NoAnswer.class, () -> says(body));
    }

    @ParameterizedTest
    @CsvSource({
        "ana@example.org, mailto:ana@example.org",
        "' 50%@example.org', mailto:50%25@example.org",
        "+33 6 12-34.56 78, tel:+33612345678",
        "mailto:ana@example.org, mailto:ana@example.org",
        "push:app/a@b, push:app/a@b"
    })
    void anAddressMayBeWrittenAsPeopleDo(String written, String contact) {
        assertEquals(contact, Question.contact(written));
        assertThrows(IllegalArgumentException.class, () -> Question.contact("0612345678"));
    }

    @Test
    void whatOnlyEnquiresIsNotAsked() {
        assertThrows(IllegalArgumentException.class, () -> QUESTION.with("mode", "check"));
    }

    @Test
    void allMembersAreSent() {
        var script = Script.of().reply(200, permit(""));
        Askfirst.over(script).ask(QUESTION.controller("acme").authorship("assisted").campaign("spring").with("place", "FR"));
        assertEquals(
                "{\"to\":\"mailto:ana@example.org\",\"channel\":\"email\",\"topic\":\"offers\",\"controller\":\"acme\","
                        + "\"message\":{\"authorship\":\"assisted\",\"campaign\":\"spring\"},\"place\":\"FR\"}",
                script.requests.get(0).body());
    }

    @Test
    void whatIsToldOfATextIsSent() {
        var script = Script.of().reply(200, permit("")).reply(200, permit(""));
        Askfirst.over(script).ask(QUESTION.written(60, Optional.of("2026-11.AA")));
        Askfirst.over(script).ask(QUESTION.written(6, Optional.empty()));
        var told = script.requests.stream().map(it -> it.body().replaceAll(".*\"message\":", "")).toList();
        assertEquals(List.of("{\"words\":60,\"fingerprint\":\"2026-11.AA\"}}", "{\"words\":6}}"), told);
    }

    @Test
    void obligationsArePutIntoAMail() {
        var permit = (Permit) says(permit("{\"type\": \"add_header\", \"name\": \"List-Unsubscribe\", \"value\": \"<u>\"},"
                + "{\"type\": \"link\", \"value\": \"https://ask/p/1\"}, {\"type\": \"contact\", \"value\": \"mailto:people@acme.example\"},"
                + "{\"type\": \"disclose\", \"value\": \"automated\", \"text\": \"Written by a machine.\"},"
                + "{\"type\": \"feedback\", \"name\": \"more\", \"value\": \"https://ask/f/1?value=more\", \"text\": \"More of this\"}"));
        var headers = new LinkedHashMap<String, String>();
        var body = new StringBuilder("Hello\n\n");
        permit.applyTo(new Mail<RuntimeException>() {
            @Override
            public void setHeader(String name, String value) {
                headers.put(name, value);
            }

            @Override
            public void addFooter(String text) {
                body.append(text);
            }
        });
        assertEquals("{List-Unsubscribe=<u>}", headers.toString());
        assertEquals(
                List.of(
                        "Hello",
                        "",
                        "Written by a machine.",
                        "https://ask/p/1",
                        "people@acme.example",
                        "More of this: https://ask/f/1?value=more"),
                body.toString().lines().toList());
    }

    static String permit(String obligations) {
        return "{\"id\": \"7\", \"outcome\": \"permit\", \"validUntil\": \"2026-01-01T00:00:00Z\", \"reasons\": [], \"obligations\": [%s]}"
                .formatted(obligations);
    }

    private static Answer says(String body) {
        return Askfirst.over(Script.of().reply(200, body)).ask(QUESTION);
    }
}
