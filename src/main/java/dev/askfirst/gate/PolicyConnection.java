package dev.askfirst.gate;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Postfix, as it asks policy services (SMTPD_POLICY_README): attributes, an empty line, and one action back. It can refuse
 * and defer, and adds nothing to a message: Postfix would add it to the message of all its recipients.
 */
final class PolicyConnection implements Connection {

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final int MOST_ATTRIBUTES = 200;

    private final Wire wire;
    private final AskingService service;
    private final Topics topics;
    private final String channel;
    private final GateMetrics metrics;
    private final ReentrantLock turn = new ReentrantLock();

    PolicyConnection(Socket socket, AskingService service, Topics topics, String channel, GateMetrics metrics)
            throws IOException {
        this.wire = new Wire(socket, PATIENCE);
        this.service = service;
        this.topics = topics;
        this.channel = channel;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        var attributes = new HashMap<String, String>();
        try {
            for (var line = wire.plainLine(); line.isPresent(); line = wire.plainLine()) {
                if (!line.get().isEmpty()) {
                    var parts = line.get().split("=", 2);
                    if (parts.length != 2 || attributes.size() == MOST_ATTRIBUTES) return;
                    attributes.put(parts[0], parts[1]);
                    continue;
                }
                say(attributes);
                attributes.clear();
            }
        } catch (IOException | Unreadable _) {
            // No answer: Postfix then defers, with its own words.
        } finally {
            wire.close();
        }
    }

    @Override
    public void end(Duration most) {
        try {
            turn.tryLock(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        wire.close();
    }

    private void say(Map<String, String> attributes) throws IOException {
        turn.lock();
        try {
            wire.writePlain("action=" + action(attributes) + "\n\n");
            wire.flush();
        } finally {
            turn.unlock();
        }
    }

    private String action(Map<String, String> attributes) {
        var recipient = attributes.getOrDefault("recipient", "");
        if (!attributes.getOrDefault("protocol_state", "").equals("RCPT") || recipient.isEmpty()) {
            return "DEFER_IF_PERMIT 4.3.5 ask the policy service in smtpd_recipient_restrictions, for each recipient";
        }
        var user = Optional.of(attributes.getOrDefault("sasl_username", "")).filter(it -> !it.isEmpty());
        var subject = topics.of(Optional.empty(), attributes.getOrDefault("sender", ""), user);
        if (subject.topic().isEmpty()) return "550 5.7.1 no topic for this sender or user";
        var question = subject.question(recipient, channel);
        var answer = metrics.timed(() -> service.ask(question, key(attributes, recipient)));
        metrics.answer(answer.outcome());
        return switch (answer) {
            case Answer.Permit _ -> "DUNNO";
            case Answer.Deny _, Answer.Refused _ -> Refusals.smtp(answer).text();
            case Answer.Defer _, Answer.Unfulfillable _, Answer.None _ ->
                "DEFER_IF_PERMIT " + Refusals.smtp(answer).lines().getFirst();
        };
    }

    /** The same for the same recipient of the same message: Postfix may ask more than once. */
    private static String key(Map<String, String> attributes, String recipient) {
        var instance = attributes.getOrDefault("instance", "");
        if (instance.isEmpty()) return UUID.randomUUID().toString();
        var whole = (instance + " " + recipient).getBytes(StandardCharsets.UTF_8);
        return "postfix-" + UUID.nameUUIDFromBytes(whole);
    }
}
