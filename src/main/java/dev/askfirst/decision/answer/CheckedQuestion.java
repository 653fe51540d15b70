package dev.askfirst.decision.answer;

import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.PlaceName;
import dev.askfirst.platform.http.IdempotencyKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One well-formed question, not yet checked against the catalog.
 *
 * @param suggest whether the caller wants alternatives if the answer is no permit
 * @param holds the permit for this very message, whose place under caps is its own
 * @param place where an approach takes place; on no record
 * @param until until when the message is of value, where its sender lets it wait for attention
 */
public record CheckedQuestion(
        Contact to,
        Optional<String> controller,
        MessageContext context,
        Optional<IdempotencyKey> key,
        boolean suggest,
        Optional<UUID> holds,
        Optional<PlaceName> place,
        Optional<Instant> until) {

    /** A question about a message for which there is no permit yet. */
    public CheckedQuestion(
            Contact to,
            Optional<String> controller,
            MessageContext context,
            Optional<IdempotencyKey> key,
            boolean suggest) {
        this(to, controller, context, key, suggest, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A question without options: only the answer is wanted. */
    public static CheckedQuestion plainly(Contact to, String controller, MessageContext context) {
        return new CheckedQuestion(to, Optional.of(controller), context, Optional.empty(), false);
    }

    /** The same, about a message for which there is this permit. */
    public CheckedQuestion holding(UUID permit) {
        return new CheckedQuestion(to, controller, context, key, suggest, Optional.of(permit), place, until);
    }

    /** The same, about an approach at this place. */
    public CheckedQuestion at(PlaceName there) {
        return new CheckedQuestion(to, controller, context, key, suggest, holds, Optional.of(there), until);
    }

    /** The same about a message that is of value until this instant. */
    public CheckedQuestion until(Instant last) {
        return new CheckedQuestion(to, controller, context, key, suggest, holds, place, Optional.of(last));
    }
}
