package dev.askfirst.mailbox;

import dev.askfirst.consent.suppression.KnownContact;
import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.DecisionRows;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.decision.record.UnknownRecipients;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Finds the message that a mail is about among those that its sender was permitted. Anybody can write such a mail: what went to
 * somebody else, or by another sender, is never found.
 */
@ApplicationScoped
class SentMails {

    /**
     * The decision by which a message went out.
     *
     * @param address where it went, as the mail names it; empty if it names none
     */
    record Sent(UUID decision, String controller, Optional<Contact> address) {}

    /** Mail servers give up after five days; lists are cleaned later. */
    private static final Duration LATELY = Duration.ofDays(30);

    private static final int MOST = 200;
    private static final UUID LAST = new UUID(-1L, -1L);

    private static final Sql ABOUT = Sql.of("""
            select id from decisions_about(:points::uuid[], :low, :high) where id >= :low order by id desc limit :most""");

    private final DataSource dataSource;
    private final ContactKeys keys;
    private final UnknownRecipients unknown;
    private final Clock clock;

    SentMails(DataSource dataSource, ContactKeys keys, UnknownRecipients unknown, Clock clock) {
        this.dataSource = dataSource;
        this.keys = keys;
        this.unknown = unknown;
        this.clock = clock;
    }

    /**
     * The message by the decision that came back with it, if it went to one of these addresses; else the last that went to
     * one of them lately. A mail that names no address is about the decision alone, whose id only its recipient knows.
     */
    Optional<Sent> find(String sender, Optional<UUID> decision, List<Contact> addresses) {
        try (var connection = dataSource.getConnection()) {
            var points = points(connection, addresses);
            if (decision.isPresent()) {
                var named = DecisionLookup.one(connection, decision.get()).filter(it -> isOf(it, sender));
                if (named.isPresent() && addresses.isEmpty()) return Optional.of(sent(named.get(), Optional.empty()));
                if (named.isPresent()) {
                    var address = address(connection, named.get(), points, addresses);
                    if (address.isPresent()) return Optional.of(sent(named.get(), address));
                }
            }
            return points.isEmpty() ? Optional.empty() : latest(connection, sender, points);
        } catch (SQLException e) {
            throw Outage.undecided("the mail could not be recorded durably", e);
        }
    }

    private Map<UUID, Contact> points(Connection connection, List<Contact> addresses) throws SQLException {
        var points = new HashMap<UUID, Contact>();
        for (var address : addresses)
            KnownContact.at(connection, keys.of(address)).ifPresent(it -> points.putIfAbsent(it.point(), address));
        return points;
    }

    /** That of the addresses to which the message went. */
    private Optional<Contact> address(
            Connection connection, DecisionRecord named, Map<UUID, Contact> points, List<Contact> addresses)
            throws SQLException {
        var point = named.about().point();
        if (point.isPresent()) return Optional.ofNullable(points.get(point.get()));
        return unknown.contact(connection, named.id()).filter(addresses::contains);
    }

    private Optional<Sent> latest(Connection connection, String sender, Map<UUID, Contact> points) throws SQLException {
        var since = clock.read(connection).minus(LATELY);
        var ids = ABOUT.with("points", List.copyOf(points.keySet()))
                .with("low", new UUID(since.toEpochMilli() << 16, 0))
                .with("high", LAST)
                .with("most", MOST)
                .list(connection, row -> row.id("id"));
        var decisions = DecisionRows.load(connection, ids);
        return ids.stream()
                .map(decisions::get)
                .filter(it -> it != null && isOf(it, sender))
                .findFirst()
                .map(it -> sent(it, it.about().point().map(points::get)));
    }

    /** What was merely checked, or not permitted, was no message. */
    private static boolean isOf(DecisionRecord decision, String sender) {
        return decision.sender().equals(sender)
                && decision.verdict().outcome() == DecisionRecord.Outcome.PERMIT
                && decision.context().mode() == Mode.RESERVE;
    }

    private static Sent sent(DecisionRecord decision, Optional<Contact> address) {
        return new Sent(decision.id(), decision.controller(), address);
    }
}
