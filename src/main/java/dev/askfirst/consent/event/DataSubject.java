package dev.askfirst.consent.event;

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
    private final List<ConsentEvent> events = new ArrayList<>();
    private final List<String> newControllers = new ArrayList<>();
    private Terms terms = Terms.EMPTY;
    private long version;
    private Optional<UUID> into = Optional.empty();
    private boolean erased;

    private DataSubject(UUID person, boolean fresh) {
        this.person = person;
        this.fresh = fresh;
    }

    /** Somebody who is new to the record. */
    public static DataSubject firstHeard(UUID person) {
        return new DataSubject(person, true);
    }

    public static DataSubject known(UUID person) {
        return new DataSubject(person, false);
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

    /** The terms as they stand in the row that is now locked. */
    public void locked(Terms stored, long storedVersion) {
        terms = stored;
        version = storedVersion;
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
        into = Optional.of(other.person);
    }

    /** The person into whom this one was merged, if any. */
    public Optional<UUID> into() {
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
