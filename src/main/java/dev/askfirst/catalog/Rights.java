package dev.askfirst.catalog;

import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.policy.term.AuthorshipCheck;
import dev.askfirst.policy.term.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one sending system may ask about: its controllers, channels and topics, and nothing else.
 *
 * @param mailbox the address whose mail it hands on to the service
 * @param check whether its word is checked that a message is personal
 * @param softBounces when an address of which mails tell that it took no message for now is taken for one that takes none
 */
public record Rights(
        List<String> controllers,
        Set<String> channels,
        List<String> topics,
        boolean mayBeCritical,
        boolean deliversConfirmation,
        boolean opensVisits,
        boolean shadow,
        AuthorshipCheck check,
        Optional<RateRule> rate,
        Optional<String> mailbox,
        Optional<Connection.SoftBounces> softBounces) {

    static Rights of(CatalogDocument.Sender sender) {
        return new Rights(
                sender.controllers(),
                Set.copyOf(sender.channels()),
                sender.topics(),
                sender.mayBeCritical(),
                sender.deliversConfirmation(),
                sender.opensVisits(),
                sender.enforcement() == CatalogDocument.Enforcement.SHADOW,
                sender.authorshipCheck(),
                sender.rate(),
                sender.mailbox(),
                sender.softBounces());
    }

    /** The controller of a sender that has just one, which it may leave out. */
    public Optional<String> onlyController() {
        return controllers.size() == 1 ? Optional.of(controllers.getFirst()) : Optional.empty();
    }

    public boolean actsFor(String controller) {
        return controllers.contains(controller);
    }

    public boolean uses(String channel) {
        return channels.contains(channel);
    }

    public boolean writesAbout(String topic) {
        return topics.isEmpty() || topics.stream().anyMatch(own -> Scope.covers(own, topic));
    }
}
