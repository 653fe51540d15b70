package dev.askfirst.consent.event;

import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Somebody's terms of one version, as nothing but their recorded acts give them. */
public final class TermsOnRecord {

    /** The terms, or why the record does not give them any more. */
    public sealed interface Folded {

        record Given(Terms terms) implements Folded {}

        record Lost(Why why) implements Folded {}
    }

    /** Why terms cannot be had again. */
    public enum Why {
        /** Nobody has this contact point any more: with whoever was erased, what leads to them is gone. */
        PERSON_GONE,
        /** What they preferred was erased, and only its hash is left. */
        TEXTS_ERASED,
        /** Not all acts up to that version are there. */
        ACTS_MISSING,
        /** It was decided by the time zones of a JDK that is not this one. */
        ZONES_MISSING
    }

    private final Connection connection;

    public TermsOnRecord(Connection connection) {
        this.connection = connection;
    }

    /** Of whoever had this contact point at that instant. */
    public Folded at(UUID point, long version, Instant then) throws SQLException {
        var owner = owner(point);
        if (owner.isEmpty()) return new Folded.Lost(Why.PERSON_GONE);
        var acts = new History(connection)
                .of(before(first(point, owner.get()), version, then)).stream()
                        .filter(act -> act.version() <= version)
                        .toList();
        if (acts.size() != version) return new Folded.Lost(Why.ACTS_MISSING);
        if (acts.stream().anyMatch(RecordedAct::lacksTexts)) return new Folded.Lost(Why.TEXTS_ERASED);
        return new Folded.Given(Fold.of(acts));
    }

    private Optional<UUID> owner(UUID point) throws SQLException {
        var now = person("select person_id from contact_point where point_id = ?", point);
        return now.isPresent() ? now : person("""
                        select person_id from consent_event
                        where kind = 'contact_removed' and body ->> 'point' = ?::text""", point);
    }

    /** Whose it was when it was first heard of: they may have become part of somebody else since. */
    private UUID first(UUID point, UUID owner) throws SQLException {
        return person("""
                        select person_id from consent_event
                        where person_id in (select ?::uuid union all select person_id from merged_person where into_id = ?)
                            and ?::text in (body ->> 'point', body ->> 'said')
                        order by known, version limit 1""", owner, owner, point).orElse(owner);
    }

    /** Who spoke for them by then, with at least so many acts. */
    private UUID before(UUID first, long version, Instant then) throws SQLException {
        var person = first;
        for (var into = into(person, version, then); into.isPresent(); into = into(person, version, then)) {
            person = into.get();
        }
        return person;
    }

    private Optional<UUID> into(UUID person, long version, Instant then) throws SQLException {
        return person("""
                select into_act.person_id from consent_event gone
                join consent_event into_act on into_act.person_id = (gone.body ->> 'into')::uuid
                    and into_act.kind = 'merge' and into_act.body ->> 'other' = gone.person_id::text
                where gone.person_id = ? and gone.kind = 'merged_into' and gone.known <= ?
                    and into_act.version <= ?""", person, then.atOffset(ZoneOffset.UTC), version);
    }

    private Optional<UUID> person(String sql, Object... parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) select.setObject(i + 1, parameters[i]);
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
        }
    }
}
