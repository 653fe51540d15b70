package dev.askfirst.consent.event;

import dev.askfirst.platform.Shard;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The person whose acts are being recorded, with their terms as locked and as changed by the acts. Not thread-safe. */
public final class DataSubject {

    private final UUID person;
    private final boolean fresh;
    private short shard;
    private final List<ConsentEvent> events = new ArrayList<>();
    private final List<String> newControllers = new ArrayList<>();
    private Terms terms = Terms.EMPTY;
    private long version;
    private Optional<DataSubject> into = Optional.empty();
    private boolean erased;

    private DataSubject(UUID person, boolean fresh, short shard) {
        this.person = person;
        this.fresh = fresh;
        this.shard = shard;
    }

    /**
     * Somebody who is new to the record.
     *
     * @param shard of the address at which they are first heard of
     */
    public static DataSubject firstHeard(UUID person, short shard) {
        return new DataSubject(person, true, shard);
    }

    /** Somebody whose terms are still to be {@link #locked}. */
    public static DataSubject known(UUID person) {
        return new DataSubject(person, false, Shard.NONE);
    }

    public UUID person() {
        return person;
    }

    public boolean fresh() {
        return fresh;
    }

    public Terms terms() {
        return terms;
    }

    public long version() {
        return version;
    }

    public List<ConsentEvent> events() {
        return events;
    }

    /** The controllers to which the person says something for the first time. */
    public List<String> newControllers() {
        return newControllers;
    }

    /** Where their rows lie: the shard of their first address. */
    public short shard() {
        return shard;
    }

    /** The terms as they stand in the row that is now locked, and where it lies. */
    public void locked(Terms stored, long storedVersion, short home) {
        terms = stored;
        version = storedVersion;
        shard = home;
    }

    /** The version that this person's next act gets. */
    public long next() {
        return version + 1;
    }

    /** The instant for an act that names none: now, but always after everything the person said before. */
    public Instant unsaid(Instant now) {
        var earliest = terms.lastMade().plusNanos(1000);
        return now.isAfter(earliest) ? now : earliest;
    }

    /** Marks this person as merged into the other: no more acts can be recorded for this one. */
    public void becomesPartOf(DataSubject other) {
        into = Optional.of(other);
    }

    /** The person into whom this one was merged, if any. */
    public Optional<DataSubject> into() {
        return into;
    }

    /** Marks this person as erased. */
    public void isErased() {
        erased = true;
    }

    /** Whether this person has no terms any more: merged or erased. */
    public boolean leaves() {
        return erased || into.isPresent();
    }

    public void does(ConsentEvent event) {
        var before = terms;
        terms = terms.after(event.effect());
        version = event.version();
        events.add(event);
        terms.controllers().stream().filter(it -> !before.spokenTo(it)).forEach(newControllers::add);
    }
}
