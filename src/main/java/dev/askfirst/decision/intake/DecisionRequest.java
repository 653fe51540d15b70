package dev.askfirst.decision.intake;

import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.policy.term.Authorship;
import java.time.Instant;
import java.util.Optional;

/** One question as it is asked over HTTP. */
record DecisionRequest(
        String to,
        String channel,
        String topic,
        String controller,
        Message message,
        Mode mode,
        Instant at,
        String key,
        Boolean suggest) {

    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_TEXT = 200;

    public record Message(Authorship authorship, String author, String campaign, Boolean critical) {
        static final Message NONE = new Message(null, null, null, null);
    }

    /** Collects the members of a question as they are read. */
    static final class Builder {
        String to;
        String channel;
        String topic;
        String controller;
        Message message;
        Mode mode;
        Instant at;
        String key;
        Boolean suggest;

        DecisionRequest build() {
            return new DecisionRequest(to, channel, topic, controller, message, mode, at, key, suggest);
        }
    }

    /** The question, after all checks that need no catalog; a {@link Fault} lists everything that is wrong. */
    CheckedQuestion checked(String sender) {
        return checked(Optional.ofNullable(key)
                .map(it -> IdempotencyKey.of(sender, it, withoutKey().toString())));
    }

    CheckedQuestion checked(Optional<IdempotencyKey> idempotency) {
        var checks = new Checks();
        var parsed = Contact.tryParse(to);
        if (parsed.contact().isEmpty()) checks.error("to", parsed.refusal());
        checks.id("channel", channel);
        checks.id("topic", topic);
        checks.optionalId("controller", controller);
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            checks.error("key", "has 1 to " + LONGEST_KEY + " characters");
        }
        if (at != null && mode != Mode.CHECK) checks.error("at", "goes only with `mode` `check`");
        var said = message == null ? Message.NONE : message;
        var authorship = said.authorship() == null ? Authorship.AUTOMATED : said.authorship();
        var author = checks.line("message.author", said.author(), LONGEST_TEXT);
        var campaign = checks.line("message.campaign", said.campaign(), LONGEST_TEXT);
        if (authorship == Authorship.PERSONAL && author.isEmpty()) {
            checks.error("message.author", "is missing: a personal message has a named author");
        }
        checks.done();
        return new CheckedQuestion(
                parsed.contact().orElseThrow(),
                Optional.ofNullable(controller),
                new MessageContext(
                        topic,
                        channel,
                        new MessageContext.Message(authorship, author, campaign, Boolean.TRUE.equals(said.critical())),
                        mode == null ? Mode.RESERVE : mode,
                        Optional.ofNullable(at)),
                idempotency,
                Boolean.TRUE.equals(suggest));
    }

    DecisionRequest withoutKey() {
        return new DecisionRequest(to, channel, topic, controller, message, mode, at, null, suggest);
    }

    /** The same question about another address. */
    DecisionRequest addressed(String contact) {
        return new DecisionRequest(contact, channel, topic, controller, message, mode, at, key, suggest);
    }
}
