package dev.askfirst.decision.answer;

import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.http.IdempotencyKey;
import java.util.Optional;

/**
 * One well-formed question, before the catalog has been asked whether it may be put.
 *
 * @param suggest what else could be done is to be told too, if it is not a permit
 */
public record CheckedQuestion(
        Contact to, Optional<String> controller, MessageContext matter, Optional<IdempotencyKey> key, boolean suggest) {

    /** The same without any wish beyond an answer. */
    public static CheckedQuestion plainly(Contact to, String controller, MessageContext matter) {
        return new CheckedQuestion(to, Optional.of(controller), matter, Optional.empty(), false);
    }
}
