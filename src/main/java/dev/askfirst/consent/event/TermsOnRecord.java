package dev.askfirst.consent.event;

import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One version of a person's terms, computed from their recorded acts alone. */
public final class TermsOnRecord {

    /** The terms, or why they cannot be computed any more. */
    public sealed interface Folded {

        record Given(Terms terms) implements Folded {}

        record Lost(Why why) implements Folded {}
    }

    /** Why terms cannot be computed any more. */
    public enum Why {
        /** The person was erased, so nothing leads from the contact point to their acts any more. */
        PERSON_GONE,
        /** The texts of their preferences were erased; only a hash is left. */
        TEXTS_ERASED,
        /** Some acts up to that version are missing. */
        ACTS_MISSING,
        /** The decision used the time zones of a JDK that is not this one. */
        ZONES_MISSING
    }

    private static final Sql OWNER = Sql.of("select person_id from contact_point where point_id = :point");

    private static final Sql LAST_OWNER = Sql.of("""
            select person_id from consent_event
            where kind = 'contact_removed' and body ->> 'point' = :point::text""");

    private static final Sql FIRST = Sql.of("""
            select person_id from consent_event
            where person_id in (
                    select :owner::uuid union all select person_id from merged_person where into_id = :owner)
                and :point::text in (body ->> 'point', body ->> 'said')
            order by known, version limit 1""");

    private static final Sql INTO = Sql.of("""
            select into_act.person_id from consent_event gone
            join consent_event into_act on into_act.person_id = (gone.body ->> 'into')::uuid
                and into_act.kind = 'merge' and into_act.body ->> 'other' = gone.person_id::text
            where gone.person_id = :person and gone.kind = 'merged_into' and gone.known <= :then
                and into_act.version <= :version""");

    private final Connection connection;

    public TermsOnRecord(Connection connection) {
        this.connection = connection;
    }

    /** The terms of the person who had this contact point at that instant. */
    public Folded at(UUID point, long version, Instant then) throws SQLException {
        var owner = owner(point);
        return owner.isEmpty() ? new Folded.Lost(Why.PERSON_GONE) : at(owner.get(), point, version, then);
    }

    /** The same, where it is known who has the contact point now, or had it last. */
    Folded at(UUID owner, UUID point, long version, Instant then) throws SQLException {
        return folded(new History(connection).of(before(first(point, owner), version, then)), version);
    }

    /** The terms after the acts up to this version, of acts that all are of one person and in their order. */
    static Folded folded(List<RecordedAct> all, long version) {
        var acts = all.stream().filter(act -> act.version() <= version).toList();
        if (acts.size() != version) return new Folded.Lost(Why.ACTS_MISSING);
        if (acts.stream().anyMatch(RecordedAct::lacksTexts)) return new Folded.Lost(Why.TEXTS_ERASED);
        return new Folded.Given(Fold.of(acts));
    }

    private Optional<UUID> owner(UUID point) throws SQLException {
        var now = person(OWNER.with("point", point));
        return now.isPresent() ? now : person(LAST_OWNER.with("point", point));
    }

    /** The person who first had the contact point; they may have been merged into somebody else since. */
    private UUID first(UUID point, UUID owner) throws SQLException {
        return person(FIRST.with("owner", owner).with("point", point)).orElse(owner);
    }

    /** The person into whom this one had been merged by then, and who had at least {@code version} acts. */
    private UUID before(UUID first, long version, Instant then) throws SQLException {
        var person = first;
        for (var into = into(person, version, then); into.isPresent(); into = into(person, version, then)) {
            person = into.get();
        }
        return person;
    }

    private Optional<UUID> into(UUID person, long version, Instant then) throws SQLException {
        return person(INTO.with("person", person).with("then", then).with("version", version));
    }

    private Optional<UUID> person(Sql.Call call) throws SQLException {
        return call.first(connection, row -> row.id("person_id"));
    }
}
