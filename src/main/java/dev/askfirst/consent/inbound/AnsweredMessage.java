package dev.askfirst.consent.inbound;

import dev.askfirst.consent.suppression.KnownContact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the message that a reply claims to answer. A STOP cannot be narrowed by naming a message that went to another
 * address.
 */
@ApplicationScoped
class AnsweredMessage {

    /** The decision by which a message went out, and what it was about. */
    public record Message(UUID id, String topic) {}

    private static final Sql SENT = Sql.of("""
            select id, topic, point_id, stranger, decided_at from decision
            where page_id = page_of(:id) and id = :id and controller = :controller and channel = :channel and sender = coalesce(:sender, sender)""");

    private record Sent(Message message, Optional<UUID> point, Optional<UUID> stranger, Instant decidedAt) {}

    private final Strangers strangers;

    AnsweredMessage(Strangers strangers) {
        this.strangers = strangers;
    }

    /**
     * Empty if the reply names no message, or one that was not from this sender, to this address, for this controller.
     */
    Optional<Message> answered(Connection connection, InboundMessageWriter.Incoming incoming) throws SQLException {
        var request = incoming.request();
        if (request.inReplyTo() == null) return Optional.empty();
        var sent = SENT.with("id", request.inReplyTo())
                .with("controller", request.controller())
                .with("channel", request.channel())
                .with("sender", incoming.by().sender())
                .first(
                        connection,
                        row -> new Sent(
                                new Message(row.id("id"), row.text("topic")),
                                row.optionalId("point_id"),
                                row.optionalId("stranger"),
                                row.time("decided_at")));
        return sent.isPresent() && wentThere(connection, incoming, sent.get())
                ? sent.map(Sent::message)
                : Optional.empty();
    }

    private boolean wentThere(Connection connection, InboundMessageWriter.Incoming incoming, Sent sent)
            throws SQLException {
        if (sent.point().isPresent()) {
            return KnownContact.at(connection, incoming.keys())
                    .filter(it -> it.point().equals(sent.point().get()))
                    .isPresent();
        }
        var names = strangers.ifAny(connection, sent.decidedAt());
        return names.isPresent()
                && incoming.keys().stream()
                        .map(ContactKeys.ContactKey::key)
                        .anyMatch(key -> sent.stranger()
                                .filter(names.get().of(key)::equals)
                                .isPresent());
    }
}
