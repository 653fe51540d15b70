package dev.askfirst.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Asks Askfirst before messages go out. A message is sent on a {@link Permit}, and on nothing else: whatever is no answer is
 * an exception of type {@link DoNotSend}. It can be used by many threads at once, and holds connections: make one.
 */
public final class Askfirst {

    /** What hands a message over; throws if it surely did not go out. */
    public interface Send<E extends Exception> {
        void send(Permit permit) throws E;
    }

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TOGETHER = 200;

    private final Transport transport;
    private final Duration deadline;

    private Askfirst(Transport transport, Duration deadline) {
        this.transport = transport;
        this.deadline = deadline;
    }

    /** @param token gives a token that is good now; it is called for each request, so it should keep it */
    public static Askfirst at(String url, Supplier<String> token) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .build();
        return over(new HttpTransport(http, url, token));
    }

    /** Another way to the service, or in tests a {@link FakeService}. */
    public static Askfirst over(Transport transport) {
        return new Askfirst(transport, DEADLINE);
    }

    /** The same, but each call of {@link #ask} and {@link #report} ends within this time; it is 10 seconds if nothing is said. */
    public Askfirst within(Duration deadline) {
        return new Askfirst(transport, deadline);
    }

    /** May this message go? The answer is on record. Act at once, and only on the answer that came last. */
    public Answer ask(Question question) {
        var key = keyOf(question);
        var attempts = new Attempts(transport, deadline, key);
        return Replies.answer(attempts.post("/v1/decisions", keyed(key), question.body().toString()), key);
    }

    /**
     * Asks about many, in their order, with flat memory however many there are; at most 600 questions are taken ahead of the
     * answer that is read. If the service is away, a batch is asked again under the same keys for five minutes.
     */
    public Answers askAll(Iterable<? extends Question> questions) {
        return askAll(questions, PATIENCE);
    }

    /** @param patience how long a batch is asked again, before what is left of it is {@link DoNotSend.NoAnswer} */
    public Answers askAll(Iterable<? extends Question> questions, Duration patience) {
        return new Answers(questions.iterator(), TOGETHER, batch -> askBatch(batch, patience));
    }

    /**
     * Sends if there is a permit, and reports {@code sent}, or {@code not_sent} if {@code send} throws, which is thrown on.
     *
     * @return what was answered: if it is a permit, the message was sent and that is on record
     * @throws NotReported if it was sent and that could not be reported; do not send it again
     */
    public <E extends Exception> Answer ifPermitted(Question question, Send<E> send) throws E {
        Answer answer;
        try {
            answer = ask(question);
        } catch (DoNotSend.UnknownObligation unknown) {
            notSent(unknown.id(), unknown);
            throw unknown;
        }
        if (answer instanceof Permit permit) sent(permit, send);
        return answer;
    }

    /** Says what became of a permit; the same may be said again. */
    public void report(String permit, Outcome outcome) {
        var key = permit + "-" + outcome.text();
        var body = Replies.JSON.createObjectNode().put("outcome", outcome.text());
        new Attempts(transport, deadline, key).post("/v1/decisions/" + permit + "/outcome", keyed(key), body.toString());
    }

    private <E extends Exception> void sent(Permit permit, Send<E> send) throws E {
        try {
            send.send(permit);
        } catch (Throwable failed) {
            notSent(permit.id(), failed);
            throw failed;
        }
        reportOrTell(permit.id(), Outcome.SENT);
    }

    private void notSent(String permit, Throwable why) {
        try {
            reportOrTell(permit, Outcome.NOT_SENT);
        } catch (NotReported left) {
            why.addSuppressed(left);
        }
    }

    private void reportOrTell(String permit, Outcome outcome) {
        try {
            report(permit, outcome);
        } catch (DoNotSend failed) {
            throw new NotReported(permit, outcome, failed);
        }
    }

    /** The answers to one batch; what has none yet is asked again. */
    private List<Asked> askBatch(List<Question> questions, Duration patience) {
        var keys = questions.stream().map(Askfirst::keyOf).toList();
        var asked = new ArrayList<Asked>();
        for (var i = 0; i < keys.size(); i++)
            asked.add(Asked.failed(questions.get(i), keys.get(i), new DoNotSend.NoAnswer(keys.get(i), "no answer", null)));
        var open = new LinkedHashMap<Integer, ObjectNode>();
        for (var i = 0; i < keys.size(); i++) open.put(i, questions.get(i).body().put("key", keys.get(i)));
        try {
            var attempts = new Attempts(transport, patience, "");
            for (var again = false; !open.isEmpty(); again = true) {
                if (again) attempts.pause(Optional.empty(), "the service did not answer all", null);
                take(attempts, open, asked);
            }
        } catch (DoNotSend failed) {
            open.keySet().forEach(i -> asked.set(i, failed(asked.get(i), failed)));
        }
        return asked;
    }

    private void take(Attempts attempts, Map<Integer, ObjectNode> open, List<Asked> asked) {
        var body = Replies.JSON.createObjectNode();
        body.putArray("questions").addAll(open.values());
        var items = attempts.post("/v1/decisions/batch", Map.of(), body.toString()).path("decisions");
        if (items.size() != open.size()) throw new DoNotSend.NoAnswer("", "the batch was answered in part", null);
        var item = items.iterator();
        for (var i : List.copyOf(open.keySet())) {
            var json = item.next();
            asked.set(i, one(asked.get(i), json));
            if (!Replies.isPassing(json)) open.remove(i);
        }
    }

    private static Asked one(Asked before, JsonNode json) {
        try {
            return Asked.answered(before.question(), before.key(), Replies.answer(json, before.key()));
        } catch (DoNotSend failure) {
            return Asked.failed(before.question(), before.key(), failure);
        }
    }

    private static Asked failed(Asked before, DoNotSend failed) {
        var each = failed instanceof DoNotSend.NoAnswer
                ? new DoNotSend.NoAnswer(before.key(), failed.getMessage(), failed)
                : failed;
        return Asked.failed(before.question(), before.key(), each);
    }

    private static String keyOf(Question question) {
        return question.key().orElseGet(() -> UUID.randomUUID().toString());
    }

    private static Map<String, String> keyed(String key) {
        return Map.of("Idempotency-Key", key);
    }
}
