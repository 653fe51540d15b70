package dev.askfirst.decision.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys.ContactKey;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.trace.Trace;
import dev.askfirst.policy.term.Authorship;
import io.netty.util.HashedWheelTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request of many shards is dealt out to their lanes, and its answers stand in its own order again. */
class ScatterTest {

    private static final Deadline EVER = Deadline.in(Duration.ofDays(1));

    /** What the lanes were given, in the order of their shards. */
    private final TreeMap<Short, PendingBatch> lanes = new TreeMap<>();

    private final HashedWheelTimer timer = new HashedWheelTimer();

    private final List<PendingQuestion> questions = List.of(of(3), of(1), of(3), of(2), of(1));

    @AfterEach
    void theTimerEnds() {
        timer.stop();
    }

    @Test
    void eachLaneHasTheQuestionsOfItsShardInTheirOrder() {
        scatter(List.of()).ask(questions);
        assertEquals(List.of((short) 1, (short) 2, (short) 3), List.copyOf(lanes.keySet()));
        assertEquals(
                List.of(questions.get(1), questions.get(4)),
                lanes.get((short) 1).questions());
        assertEquals(List.of(questions.get(3)), lanes.get((short) 2).questions());
        assertEquals(
                List.of(questions.get(0), questions.get(2)),
                lanes.get((short) 3).questions());
    }

    @Test
    void answersComeOnceAllLanesGaveTheirsAndInTheOrderOfTheQuestions() {
        var all = scatter(List.of()).ask(questions).toCompletableFuture();
        var answers = new ArrayList<Answer>();
        for (var question : questions) {
            Answer answer = new Answer.Refused(Fault.of(ProblemCode.INVALID_REQUEST, "number " + answers.size()));
            answers.add(answer);
            question.answer(answer);
        }
        var left = new ArrayList<>(lanes.descendingMap().values());
        while (!left.isEmpty()) {
            assertTrue(!all.isDone());
            left.removeFirst().complete();
        }
        assertEquals(answers, all.join());
    }

    @Test
    void whatOneLaneCannotTakeIsRefusedAlone() {
        var all = scatter(List.of((short) 1)).ask(questions).toCompletableFuture();
        for (var question : questions)
            question.answer(new Answer.Refused(Fault.of(ProblemCode.INVALID_REQUEST, "as it is")));
        lanes.values().forEach(PendingBatch::complete);
        var codes = all.join().stream()
                .map(it -> ((Answer.Refused) it).fault().code())
                .toList();
        assertEquals(
                List.of(
                        ProblemCode.INVALID_REQUEST,
                        ProblemCode.OVERLOADED,
                        ProblemCode.INVALID_REQUEST,
                        ProblemCode.INVALID_REQUEST,
                        ProblemCode.OVERLOADED),
                codes);
    }

    @Test
    void theRequestFailsIfNoLaneTookAny() {
        var all =
                scatter(List.of((short) 1, (short) 2, (short) 3)).ask(questions).toCompletableFuture();
        assertThrows(CompletionException.class, all::join);
        assertTrue(lanes.isEmpty());
    }

    private Scatter scatter(List<Short> full) {
        return new Scatter(
                (batch, shard) -> {
                    if (full.contains(shard)) return Optional.of(Unanswered.NO_ROOM);
                    lanes.put(shard, batch);
                    batch.letIn(System.nanoTime(), timer.newTimeout(_ -> {}, 1, TimeUnit.DAYS), Trace.NONE);
                    return Optional.empty();
                },
                some -> new PendingBatch(new Share("acme-mailer"), some, EVER, false));
    }

    private static PendingQuestion of(int shard) {
        var message = new MessageContext.Message(Authorship.AUTOMATED, Optional.empty(), Optional.empty(), false);
        var context = new MessageContext("offers", "email", message, Mode.CHECK, Optional.empty());
        var checked = new CheckedQuestion(
                Contact.parse("mailto:ana@test.example"), Optional.empty(), context, Optional.empty(), false);
        return new PendingQuestion(
                "acme-mailer", checked, EVER, List.of(new ContactKey(UUID.randomUUID(), 1, (short) shard)));
    }
}
