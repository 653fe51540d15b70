package dev.askfirst.consent;

import dev.askfirst.audit.Page;
import dev.askfirst.person.ContactKeys.ContactKey;
import dev.askfirst.person.TermsJson;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.PgArray;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Erases one person in one transaction: their keys, addresses, texts, terms and ids are deleted; of each contact a keyed
 * hash stays, and what they objected to. Their acts and what was decided about them stand as before, and name nobody.
 */
final class Erasure {

    /** A contact point, by its id and the key it is filed under. */
    record Point(UUID id, ContactKey key) {}

    /** What became of it. */
    record Done(ErasureReply reply, Optional<UUID> page) implements Transactions.Recorded {}

    private final Connection connection;
    private final Erasures.Writers writers;
    private final Clock clock;

    Erasure(Connection connection, Erasures.Writers writers, Clock clock) {
        this.connection = connection;
        this.writers = writers;
        this.clock = clock;
    }

    Done erase(UUID person, Caller by, boolean dryRun) throws SQLException {
        var speaker = lock(person);
        var now = clock.read(connection);
        var people = people(person);
        var points = points(person);
        var keys = points.stream().map(point -> point.key().key()).toList();
        speaker.does(ConsentEvent.erased(speaker, now, by));
        speaker.isErased();
        var page = new Page(now);
        new ActRecorder(connection, writers.pairwiseIds(), writers.noticeUse()).write(List.of(speaker), page);
        var suppressions =
                count("select count(*) from suppression where lifted_at is null and contact_key = any (?)", keys);
        var gone = new PersonalRows(connection)
                .delete(people, points.stream().map(Point::id).toList(), keys);
        gone.put("data_keys", forget(people, now));
        ErasedContacts.remember(connection, points, now);
        // On a page of its own, and after the contacts are nobody's: nothing ties it to this person.
        var objections = Objections.of(speaker.terms(), points, by);
        writers.suppressions().add(connection, new Page(now), now, objections, Map.of());
        var acts = count("select count(*) from consent_event where person_id = any (?)", people);
        var staying = new ErasureReply.Staying(acts, keys.size(), suppressions, objections.size());
        return new Done(ErasureReply.of(person, dryRun, gone, staying), Optional.of(page.id()));
    }

    private Speaker lock(UUID person) throws SQLException {
        try (var select =
                connection.prepareStatement("select version, terms from terms where person_id = ? for update")) {
            select.setObject(1, person);
            var row = select.executeQuery();
            if (!row.next()) throw gone(person);
            var speaker = Speaker.known(person);
            speaker.locked(TermsJson.read(row.getBytes(2)), row.getLong(1));
            return speaker;
        }
    }

    private Fault gone(UUID person) throws SQLException {
        return count("select count(*) from merged_person where person_id = any (?)", List.of(person)) == 0
                ? Fault.of(ProblemCode.NOT_FOUND, "no person with this id that you may see")
                : Fault.of(ProblemCode.CONFLICT, "the person became part of another just now; send it again");
    }

    /** The person with all who became part of them. */
    private List<UUID> people(UUID person) throws SQLException {
        try (var select = connection.prepareStatement("select person_id from merged_person where into_id = ?")) {
            select.setObject(1, person);
            var people = new ArrayList<>(List.of(person));
            var row = select.executeQuery();
            while (row.next()) people.add(row.getObject(1, UUID.class));
            return people;
        }
    }

    private List<Point> points(UUID person) throws SQLException {
        try (var select = connection.prepareStatement("""
                select point_id, contact_key, key_version from contact_point
                where person_id = ? order by contact_key for update""")) {
            select.setObject(1, person);
            var points = new ArrayList<Point>();
            var row = select.executeQuery();
            while (row.next()) {
                var key = new ContactKey(row.getObject(2, UUID.class), row.getInt(3));
                points.add(new Point(row.getObject(1, UUID.class), key));
            }
            return points;
        }
    }

    private long forget(List<UUID> people, Instant now) throws SQLException {
        var keys = count("select count(*) from person where data_key is not null and person_id = any (?)", people);
        try (var update = connection.prepareStatement("""
                update person set locale = null, time_zone = null, country = null, data_key = null, erased_at = ?
                where person_id = any (?)""")) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            PgArray.ids(update, 2, people);
            update.executeUpdate();
        }
        return keys;
    }

    private long count(String sql, List<UUID> ids) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            PgArray.ids(select, 1, ids);
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }
}
