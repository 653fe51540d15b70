package dev.askfirst.consent.erasure;

import dev.askfirst.audit.Page;
import dev.askfirst.consent.act.ActRecorder;
import dev.askfirst.consent.contact.ContactBook;
import dev.askfirst.consent.contact.ContactRemains;
import dev.askfirst.consent.contact.PersonalRows;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.LegalHold;
import dev.askfirst.consent.suppression.Objections;
import dev.askfirst.consent.suppression.SuppressedAddressees;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.point.FiledPoint;
import dev.askfirst.person.point.Homes;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Erases one person in one transaction: their keys, addresses, texts, terms and ids are deleted; of each contact, a
 * keyed hash and the objections stay. Their acts and the decisions about them stay on record, and identify nobody.
 */
final class Erasure {

    /** The result of an erasure. */
    record Done(ErasureReply reply, Optional<UUID> page) implements Transactions.Recorded {}

    /** When it is recorded, and from when on it counts. */
    private record Instants(Instant now, Instant erased) {}

    private static final Sql SUPPRESSIONS = Sql.of(
            "select count(*) as n from suppression where lifted_at is null and contact_key = any (:ids::uuid[])");
    private static final Sql ACTS =
            Sql.of("select count(*) as n from consent_event where person_id = any (:ids::uuid[])");
    private static final Sql MERGED =
            Sql.of("select count(*) as n from merged_person where person_id = any (:ids::uuid[])");
    private static final Sql DATA_KEYS =
            Sql.of("select count(*) as n from person where data_key is not null and person_id = any (:ids::uuid[])");
    private static final Sql LOCK =
            Sql.of("select version, terms, shard from terms where person_id = :person and shard = :shard for update");
    private static final Sql PARTS = Sql.of("select person_id from merged_person where into_id = :person");
    private static final Sql FORGET = Sql.of("""
            update person set locale = null, time_zone = null, country = null, data_key = null, erased_at = :erased
            where person_id = any (:people::uuid[])""");

    private final Connection connection;
    private final Erasures.Writers writers;
    private final Clock clock;

    Erasure(Connection connection, Erasures.Writers writers, Clock clock) {
        this.connection = connection;
        this.writers = writers;
        this.clock = clock;
    }

    Done erase(UUID person, Caller by, boolean dryRun) throws SQLException {
        return erase(person, by, dryRun, Optional.empty());
    }

    /**
     * Erases somebody who was erased at this instant, in a database that was restored to an earlier one. A legal hold that
     * stands there again had ended by then.
     */
    Done again(UUID person, Instant at) throws SQLException {
        return erase(person, Caller.RESTORE, false, Optional.of(at));
    }

    private Done erase(UUID person, Caller by, boolean dryRun, Optional<Instant> at) throws SQLException {
        // First of all: fixes the keys that rows are filed under until this transaction ends.
        writers.keys().filing(connection, List.of());
        var subject = lock(person);
        var now = clock.read(connection);
        var people = people(person);
        if (at.isEmpty()) refuseHeld(people, now);
        var erased = at.orElse(now);
        var points = new ContactBook(connection, writers.keys(), writers.vault()).filed(person);
        // While their addresses can be read: tools that keep lists of their own are told of it, too.
        writers.pushes().tell(connection, people, subject.terms(), erased);
        subject.does(ConsentEvent.erased(subject, now, by));
        subject.isErased();
        var page = new Page(now);
        new ActRecorder(connection, writers.pairwiseIds(), writers.noticeUse()).write(List.of(subject), page);
        var keys = keys(points);
        var suppressions = count(SUPPRESSIONS, keys);
        var ids = points.stream().map(FiledPoint::id).toList();
        var gone = new PersonalRows(connection).delete(people, ids, keys);
        gone.put("data_keys", forget(people, erased));
        SuppressedAddressees.forget(connection, keys);
        var objections = remain(points, subject, by, new Instants(now, erased));
        // Last of all: from here on, questions about this person wait until this transaction ends.
        gone.put("usage", UsageRepository.forget(connection, new Holder.Known(person, subject.shard()), filed(points)));
        var acts = count(ACTS, people);
        var staying = new ErasureReply.Staying(acts, points.size(), suppressions, objections);
        return new Done(ErasureReply.of(person, dryRun, gone, staying), Optional.of(page.id()));
    }

    /**
     * Keeps objections as suppressions, and returns how many. Done once the contacts are nobody's, so that nothing ties
     * the suppressions to this person.
     */
    private int remain(List<FiledPoint> points, DataSubject subject, Caller by, Instants when) throws SQLException {
        var remains = new ContactRemains(connection, writers.suppressions(), writers.keys(), when.now(), when.erased());
        var objections = 0;
        for (var point : points) {
            var orders = Objections.of(subject.terms(), point, by);
            remains.leave(point, orders);
            objections += orders.size();
        }
        return objections;
    }

    private void refuseHeld(List<UUID> people, Instant now) throws SQLException {
        var hold = LegalHold.standing(connection, people, now);
        if (hold.isPresent()) throw hold.get().refusal();
    }

    private static List<UUID> keys(List<FiledPoint> points) {
        return points.stream().flatMap(point -> point.everyKey().stream()).toList();
    }

    /** All keys under which what is about their addresses may be filed. */
    private static List<ContactKeys.ContactKey> filed(List<FiledPoint> points) {
        return points.stream()
                .flatMap(point -> Stream.concat(Stream.of(point.stands()), point.keys().all().stream()))
                .distinct()
                .toList();
    }

    private DataSubject lock(UUID person) throws SQLException {
        var home = Homes.of(connection, person);
        if (home.isEmpty()) throw gone(person);
        var locked = LOCK.with("person", person).with("shard", home.get()).first(connection, row -> {
            var subject = DataSubject.known(person);
            subject.locked(TermsJson.read(row.bytes("terms")), row.number("version"), row.small("shard"));
            return subject;
        });
        if (locked.isEmpty()) throw gone(person);
        return locked.get();
    }

    private Fault gone(UUID person) throws SQLException {
        return count(MERGED, List.of(person)) == 0
                ? Fault.of(ProblemCode.NOT_FOUND, "no person with this id that you may see")
                : Fault.of(ProblemCode.CONFLICT, "the person became part of another just now; send it again");
    }

    /** The person, and all who were merged into them. */
    private List<UUID> people(UUID person) throws SQLException {
        var people = new ArrayList<>(List.of(person));
        people.addAll(PARTS.with("person", person).list(connection, row -> row.id("person_id")));
        return people;
    }

    private long forget(List<UUID> people, Instant erased) throws SQLException {
        var keys = count(DATA_KEYS, people);
        FORGET.with("erased", erased).with("people", people).update(connection);
        return keys;
    }

    private long count(Sql sql, List<UUID> ids) throws SQLException {
        return sql.with("ids", ids).first(connection, row -> row.number("n")).orElseThrow();
    }
}
