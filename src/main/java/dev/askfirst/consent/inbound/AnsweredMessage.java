package dev.askfirst.consent.inbound;

import dev.askfirst.consent.suppression.KnownContact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Strangers;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
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
        try (var select = connection.prepareStatement("""
                select id, topic, point_id, stranger, decided_at from decision
                where id = ? and controller = ? and channel = ? and sender = coalesce(?, sender)""")) {
            select.setObject(1, request.inReplyTo());
            select.setString(2, request.controller());
            select.setString(3, request.channel());
            select.setString(4, incoming.by().sender().orElse(null));
            var row = select.executeQuery();
            return row.next() && wentThere(connection, incoming, row)
                    ? Optional.of(new Message(row.getObject(1, UUID.class), row.getString(2)))
                    : Optional.empty();
        }
    }

    private boolean wentThere(Connection connection, InboundMessageWriter.Incoming incoming, ResultSet row)
            throws SQLException {
        var point = Optional.ofNullable(row.getObject(3, UUID.class));
        if (point.isPresent()) {
            return KnownContact.at(connection, incoming.keys())
                    .filter(it -> it.point().equals(point.get()))
                    .isPresent();
        }
        var stranger = row.getObject(4, UUID.class);
        var names = strangers.ifAny(
                connection, row.getObject(5, OffsetDateTime.class).toInstant());
        return names.isPresent()
                && incoming.keys().stream()
                        .map(ContactKeys.ContactKey::key)
                        .anyMatch(key -> names.get().of(key).equals(stranger));
    }
}
