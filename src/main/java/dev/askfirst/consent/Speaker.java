package dev.askfirst.consent;

import dev.askfirst.policy.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The person whose acts are being recorded, with their terms as locked and as they become. Used by one thread. */
final class Speaker {

    private final UUID person;
    private final boolean fresh;
    private final List<ConsentEvent> events = new ArrayList<>();
    private final List<String> newControllers = new ArrayList<>();
    private Terms terms = Terms.EMPTY;
    private long version;
    private Optional<UUID> into = Optional.empty();
    private boolean erased;

    private Speaker(UUID person, boolean fresh) {
        this.person = person;
        this.fresh = fresh;
    }

    /** Somebody nobody knew until this act. */
    static Speaker firstHeard(UUID person) {
        return new Speaker(person, true);
    }

    static Speaker known(UUID person) {
        return new Speaker(person, false);
    }

    UUID person() {
        return person;
    }

    boolean fresh() {
        return fresh;
    }

    Terms terms() {
        return terms;
    }

    long version() {
        return version;
    }

    List<ConsentEvent> events() {
        return events;
    }

    /** Controllers the person speaks to for the first time. */
    List<String> newControllers() {
        return newControllers;
    }

    /** The terms as they stand in the row that is now locked. */
    void locked(Terms stored, long storedVersion) {
        terms = stored;
        version = storedVersion;
    }

    /** The version that this person's next act gets. */
    long next() {
        return version + 1;
    }

    /** An instant of its own for an act that claims none: now, and always after everything the person said before. */
    Instant unsaid(Instant now) {
        var earliest = terms.lastMade().plusNanos(1000);
        return now.isAfter(earliest) ? now : earliest;
    }

    /** From now on there is only the other: nothing can be said any more by the name of this one. */
    void becomesPartOf(Speaker other) {
        into = Optional.of(other.person);
    }

    /** Whom this person became part of. */
    Optional<UUID> into() {
        return into;
    }

    /** From now on there is nobody. */
    void isErased() {
        erased = true;
    }

    /** Whether this person has terms no longer. */
    boolean leaves() {
        return erased || into.isPresent();
    }

    void does(ConsentEvent event) {
        var before = terms;
        terms = terms.after(event.effect());
        version = event.version();
        events.add(event);
        terms.controllers().stream().filter(it -> !before.spokenTo(it)).forEach(newControllers::add);
    }
}
