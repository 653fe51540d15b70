package dev.askfirst.person.key;

import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.Ids;
import java.util.UUID;

/**
 * What a link in one message lets its reader do: say how useful that message was.
 *
 * @param decision by which the message went out
 */
public record MessageLink(Addressee.AtHash addressee, UUID decision, String controller, String topic, String channel) {

    /** As a link into the person's page; it was issued in the millisecond of the decision. */
    public Link asLink() {
        return new Link(Link.Purpose.PAGE, addressee, controller, topic, channel, Ids.instant(decision));
    }
}
