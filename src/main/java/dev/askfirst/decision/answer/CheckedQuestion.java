package dev.askfirst.decision.answer;

import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.http.IdempotencyKey;
import java.util.Optional;
import java.util.UUID;

/**
 * One well-formed question, not yet checked against the catalog.
 *
 * @param suggest whether the caller wants alternatives if the answer is no permit
 * @param holds the permit for this very message, whose place under caps is its own
 */
public record CheckedQuestion(
        Contact to,
        Optional<String> controller,
        MessageContext context,
        Optional<IdempotencyKey> key,
        boolean suggest,
        Optional<UUID> holds) {

    /** A question about a message for which there is no permit yet. */
    public CheckedQuestion(
            Contact to,
            Optional<String> controller,
            MessageContext context,
            Optional<IdempotencyKey> key,
            boolean suggest) {
        this(to, controller, context, key, suggest, Optional.empty());
    }

    /** A question without options: only the answer is wanted. */
    public static CheckedQuestion plainly(Contact to, String controller, MessageContext context) {
        return new CheckedQuestion(to, Optional.of(controller), context, Optional.empty(), false);
    }

    /** The same, about a message for which there is this permit. */
    public CheckedQuestion holding(UUID permit) {
        return new CheckedQuestion(to, controller, context, key, suggest, Optional.of(permit));
    }
}
