package dev.askfirst.decision.answer;

import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.http.IdempotencyKey;
import java.util.Optional;

/**
 * One well-formed question, not yet checked against the catalog.
 *
 * @param suggest whether the caller wants alternatives if the answer is no permit
 */
public record CheckedQuestion(
        Contact to,
        Optional<String> controller,
        MessageContext context,
        Optional<IdempotencyKey> key,
        boolean suggest) {

    /** A question without options: only the answer is wanted. */
    public static CheckedQuestion plainly(Contact to, String controller, MessageContext context) {
        return new CheckedQuestion(to, Optional.of(controller), context, Optional.empty(), false);
    }
}
