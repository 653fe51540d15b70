package dev.askfirst.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When it is asked again, how, and until when; what is reported. */
class RetryTest {

    private static final Question QUESTION = Question.of("ana@example.org", "email", "offers");
    private static final String BUSY = "{\"type\": \"/problems/undecided\", \"title\": \"x\", \"status\": 503}";
    private static final String DENY = "{\"id\": \"1\", \"outcome\": \"deny\", \"reasons\": []}";

    @Test
    void itIsAskedAgainUnderTheSameKeyInTheTimeThatIsLeft() {
        var script = Script.of().reply(503, BUSY).breaks().reply(429, Duration.ZERO, "").reply(200, DENY);
        assertInstanceOf(Deny.class, Askfirst.over(script).ask(QUESTION));
        assertEquals(1, script.requests.stream().map(it -> it.headers().get("Idempotency-Key")).distinct().count());
        var times = script.requests.stream()
                .map(it -> Double.parseDouble(it.headers().get("Request-Timeout")))
                .toList();
        assertEquals(4, times.size());
        assertEquals(times.stream().sorted((a, b) -> b.compareTo(a)).distinct().toList(), times);
    }

    @Test
    void twoQuestionsHaveTwoKeysAndOnesOwnIsKept() {
        var script = Script.of().reply(200, DENY).reply(200, DENY).reply(200, DENY);
        var askfirst = Askfirst.over(script);
        askfirst.ask(QUESTION);
        askfirst.ask(QUESTION);
        askfirst.ask(QUESTION.key("order-1"));
        var keys = script.requests.stream().map(it -> it.headers().get("Idempotency-Key")).toList();
        assertEquals(3, keys.stream().distinct().count());
        assertEquals("order-1", keys.get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 409, 413, 422, 500, 502})
    void anythingElseIsNotAskedAgain(int status) {
        var script = Script.of().reply(status, "{\"type\": \"/problems/x\", \"errors\": [{\"field\": \"to\", \"message\": \"is wrong\"}]}");
        var failed = assertThrows(DoNotSend.class, () -> Askfirst.over(script).ask(QUESTION));
        assertEquals(1, script.requests.size());
        if (failed instanceof DoNotSend.WrongQuestion wrong) {
            assertEquals("x", wrong.code());
            assertEquals(List.of("to is wrong"), wrong.errors());
        }
    }

    /** It does not come back before the service wants it to, and so not at all. */
    @Test
    void whoIsToWaitLongerThanTheDeadlineIsToldAtOnce() {
        var script = Script.of().reply(429, Duration.ofHours(1), "");
        var none = assertThrows(DoNotSend.NoAnswer.class, () -> Askfirst.over(script).ask(QUESTION.key("k")));
        assertEquals("k", none.key());
    }

    @Test
    void theDeadlineEndsIt() {
        Transport away = (path, headers, body, most) -> {
            throw new IOException("away");
        };
        var askfirst = Askfirst.over(away).within(Duration.ofMillis(300));
        var before = System.nanoTime();
        assertThrows(DoNotSend.NoAnswer.class, () -> askfirst.ask(QUESTION));
        assertTrue(System.nanoTime() - before < Duration.ofSeconds(5).toNanos());
    }

    @Test
    void whatBecameOfAPermitIsReported() {
        var fake = new FakeService().permits("ana@example.org");
        var askfirst = Askfirst.over(fake);
        var sent = askfirst.ifPermitted(QUESTION, permit -> assertTrue(permit.isValid()));
        var failure = assertThrows(IOException.class, () -> askfirst.ifPermitted(QUESTION, permit -> {
            throw new IOException("the mail server is away");
        }));
        assertEquals("the mail server is away", failure.getMessage());
        assertEquals("sent", fake.outcomes().get(sent.id()));
        assertEquals(List.of("not_sent", "sent"), fake.outcomes().values().stream().sorted().toList());
    }

    @Test
    void aReportThatFailsIsNoReasonToSendAgain() {
        var script = Script.of().reply(200, AnswerTest.permit("")).reply(429, Duration.ofHours(1), "");
        var left = assertThrows(NotReported.class, () -> Askfirst.over(script).ifPermitted(QUESTION, permit -> {}));
        assertEquals("7 SENT", left.permit() + " " + left.outcome());
    }

    @Test
    void whoIsNotNamedIsDeniedByTheFakeAndNothingIsSent() {
        var fake = new FakeService();
        var answer = Askfirst.over(fake).ifPermitted(QUESTION, permit -> {
            throw new AssertionError("it was sent");
        });
        assertEquals("consent_unknown", answer.reasons().get(0).code());
        assertEquals(List.of("mailto:ana@example.org"), fake.asked());
    }

    @Test
    void manyAreAnsweredInTheirOrderAndWhatHasNoAnswerIsAskedAgain() {
        var item = "{\"error\": " + BUSY + "}";
        var wrong = "{\"error\": {\"type\": \"/problems/unknown-topic\", \"status\": 422}}";
        var script = Script.of()
                .breaks()
                .reply(200, "{\"decisions\": [%s, %s, %s]}".formatted(DENY, item, wrong))
                .reply(200, "{\"decisions\": [%s]}".formatted(AnswerTest.permit("")));
        var answers = Askfirst.over(script).askAll(List.of(QUESTION, QUESTION.key("second"), QUESTION));
        assertInstanceOf(Deny.class, answers.next().answer());
        assertInstanceOf(Permit.class, answers.next().answer());
        assertThrows(DoNotSend.WrongQuestion.class, answers.next()::answer);
        assertEquals(script.requests.get(0).body(), script.requests.get(1).body());
        assertTrue(script.requests.get(2).body().contains("\"key\":\"second\""));
    }

    @Test
    void questionsAreTakenOnlyAsAnswersAre() {
        var taken = new java.util.concurrent.atomic.AtomicInteger();
        var questions = IntStream.range(0, 1_000_000)
                .peek(i -> taken.incrementAndGet())
                .mapToObj(i -> QUESTION)
                .iterator();
        try (var answers = Askfirst.over(new FakeService()).askAll(() -> questions)) {
            answers.next();
        }
        assertTrue(taken.get() <= 600, taken + " were taken");
    }
}
