package dev.askfirst.decision;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A busy lane reads ahead for what waits; it must never have read before a withdrawal that was acknowledged earlier. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class WithdrawalInForceTest {

    private static final int OTHERS = 6;
    private static final int PEOPLE = 40;

    @Test
    void everyQuestionAfterItIsAnsweredWithItHoweverBusyTheLanes() {
        var over = new AtomicBoolean();
        var asked = new AtomicLong();
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < OTHERS; i++) others.submit(() -> keepAsking(over, asked));
            try {
                for (var i = 0; i < PEOPLE; i++) withdrawAndAsk();
            } finally {
                over.set(true);
            }
        }
        assertEquals(true, asked.get() > PEOPLE, "the lanes were idle: " + asked + " other questions");
    }

    private static void withdrawAndAsk() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        assertEquals("permit", answer(ana));
        Acts.withdraw(ana, "offers").then().statusCode(201);
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    private static void keepAsking(AtomicBoolean over, AtomicLong asked) {
        while (!over.get()) {
            ask("acme-mailer", about(Acts.newcomer())).then().statusCode(200);
            asked.incrementAndGet();
        }
    }
}
