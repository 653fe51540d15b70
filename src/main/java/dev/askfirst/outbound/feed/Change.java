package dev.askfirst.outbound.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Something that happened and that subscribers are notified of. It names people by id only, never by an address.
 *
 * @param id of the act or suppression that it tells of
 * @param person whom it is about; empty where the address is nobody's
 * @param version of the person's terms after the change, which orders the changes of a person; 0 without a person. Only
 *     staff see it, because it counts acts towards all controllers
 * @param controller whom it concerns, or {@code *} for all
 * @param spokenTo if {@code controller} is all: the controllers to which the person has ever said anything
 * @param data further members: codes, scopes, instants. Only the members that {@link Events} names are told; a second
 *     person is under {@code other}
 */
public record Change(
        UUID id,
        Type type,
        Optional<UUID> person,
        long version,
        String controller,
        List<String> spokenTo,
        Instant at,
        ObjectNode data) {

    public enum Type {
        CONSENT_GRANTED("consent.granted"),
        CONSENT_PENDING("consent.pending"),
        CONSENT_REFUSED("consent.refused"),
        CONSENT_WITHDRAWN("consent.withdrawn"),
        /** A START took back what a STOP bound, or a no was undone on the page where it had just been said. */
        CONSENT_RESTARTED("consent.restarted"),
        CONSENT_EXPIRED("consent.expired"),
        CONFIRMATION_REQUESTED("confirmation.requested"),
        /** Somebody who entered with an address other than e-mail must be sent six digits there. */
        CODE_REQUESTED("code.requested"),
        PREFERENCE_CHANGED("preference.changed"),
        SUPPRESSION_ADDED("suppression.added"),
        SUPPRESSION_LIFTED("suppression.lifted"),
        REPLY_RECEIVED("reply.received"),
        /** A human must find out in time whether a reply is a no. */
        REPLY_DUE("reply.due"),
        /** The time is over, and nobody has. */
        REPLY_OVERDUE("reply.overdue"),
        REPLY_RESOLVED("reply.resolved"),
        /** Somebody complained, and must be told in time that it came. */
        COMPLAINT_DUE("complaint.due"),
        /** The time is over, and nobody has. */
        COMPLAINT_OVERDUE("complaint.overdue"),
        COMPLAINT_ACKNOWLEDGED("complaint.acknowledged"),
        COMPLAINT_RESOLVED("complaint.resolved"),
        /** Somebody asked to talk to a human, who must answer in time. */
        HUMAN_REQUEST_DUE("human_request.due"),
        /** The time is over, and nobody has: automated marketing to them is deferred until somebody does. */
        HUMAN_REQUEST_OVERDUE("human_request.overdue"),
        HUMAN_REQUEST_ANSWERED("human_request.answered"),
        PERSON_MERGED("person.merged"),
        PERSON_ERASED("person.erased");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** As it stands in an event. Never renamed. */
        public String text() {
            return text;
        }

        /** The type whose text this is. */
        public static Type of(String text) {
            return find(text).orElseThrow(() -> new IllegalArgumentException("no type of change: " + text));
        }

        public static Optional<Type> find(String text) {
            return Stream.of(values()).filter(type -> type.text.equals(text)).findFirst();
        }

        /** Whether it must reach subscribers first: somebody no longer wants to be written to. */
        public boolean isUrgent() {
            return this == CONSENT_WITHDRAWN
                    || this == CONSENT_REFUSED
                    || this == SUPPRESSION_ADDED
                    || this == PERSON_ERASED;
        }
    }

    public Change {
        spokenTo = List.copyOf(spokenTo);
    }

    /** The controllers that are told, in alphabetical order: the one it concerns, else those the person ever spoke to. */
    List<String> controllers() {
        return controller.equals(Scope.ALL)
                ? spokenTo.stream().distinct().sorted().toList()
                : List.of(controller);
    }

    public static ObjectNode noData() {
        return Json.MAPPER.createObjectNode();
    }
}
