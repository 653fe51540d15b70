package dev.askfirst.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Against a running service, with a token of `acme-mailer`, and somebody who said yes to offers by mail. */
@EnabledIfEnvironmentVariable(named = "ASKFIRST_URL", matches = ".+")
class ServiceTest {

    private static final String YES = System.getenv("ASKFIRST_TEST_YES");
    private final Askfirst askfirst = Askfirst.at(System.getenv("ASKFIRST_URL"), () -> System.getenv("ASKFIRST_TOKEN"));

    @Test
    void somebodyWhoSaidYesIsSentSomething() {
        var question = Question.of(YES, "email", "offers.shoes").campaign("spring");
        var answer = askfirst.ifPermitted(question, permit -> assertTrue(permit.footer().contains("/p/"), permit::footer));
        assertInstanceOf(Permit.class, answer);
        assertEquals(3, ((Permit) answer).obligations().stream().filter(it -> !it.type().equals("add_header")).count());
        System.out.println("sent " + answer.id());
    }

    @Test
    void aStrangerIsNot() {
        var answer = askfirst.ask(Question.of("nobody-java@clients.example", "email", "offers"));
        assertEquals("consent_unknown", assertInstanceOf(Deny.class, answer).reasons().get(0).code());
    }

    @Test
    void theSameKeyGetsTheSameAnswer() {
        var question = Question.of(YES, "email", "offers").key("java-" + System.nanoTime());
        assertEquals(askfirst.ask(question).id(), askfirst.ask(question).id());
    }

    @Test
    void whatIsWrongIsSaid() {
        var topic = assertThrows(
                DoNotSend.WrongQuestion.class, () -> askfirst.ask(Question.of(YES, "email", "gossip")));
        assertEquals("unknown-topic", topic.code());
        var globex = Question.of(YES, "email", "offers").controller("globex");
        assertThrows(DoNotSend.NotAllowed.class, () -> askfirst.ask(globex));
        var foreign = Askfirst.at(System.getenv("ASKFIRST_URL"), () -> "x.y.z");
        assertThrows(DoNotSend.NotAllowed.class, () -> foreign.ask(Question.of(YES, "email", "offers")));
    }

    @Test
    void manyAreAnsweredInTheirOrder() {
        var questions = IntStream.range(0, 1_300)
                .mapToObj(i -> Question.of(i % 7 == 3 ? "+33639980000" : i % 7 == 4 ? YES : "nobody@clients.example", "email", "offers"))
                .toList();
        var number = 0;
        for (var asked : askfirst.askAll(questions)) {
            var i = number++;
            if (i % 7 == 3) assertThrows(DoNotSend.WrongQuestion.class, asked::answer, "number " + i);
            else assertEquals(i % 7 == 4, asked.answer() instanceof Permit, "number " + i);
        }
        assertEquals(1_300, number);
    }
}
