package dev.askfirst.policy.term;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One thing a person said, as it counts for decisions: a yes or a no, for a scope, made at an instant. */
public sealed interface Word {

    /** The recorded act this word comes from. */
    UUID id();

    Scope scope();

    /** When the person said it. */
    Instant made();

    /** Whether it adds nothing to the other: the same in everything but the act that recorded it. */
    boolean saysTheSameAs(Word other);

    /**
     * A grant for one contact point. While it is pending it waits for the person's confirmation and permits nothing;
     * confirmed, it counts as made when it was confirmed.
     *
     * @param express given in so many words, and not implied by a purchase or the like
     */
    record Yes(
            UUID id,
            Scope scope,
            Instant made,
            Optional<Instant> expires,
            boolean pending,
            Optional<Shown> notice,
            boolean express)
            implements Word {

        /** An express one. */
        public Yes(
                UUID id,
                Scope scope,
                Instant made,
                Optional<Instant> expires,
                boolean pending,
                Optional<Shown> notice) {
            this(id, scope, made, expires, pending, notice, true);
        }

        /** The notice under which a yes was given, and its version. */
        public record Shown(String id, int version) {}

        @Override
        public boolean saysTheSameAs(Word other) {
            return other instanceof Yes yes
                    && equals(new Yes(id, yes.scope, yes.made, yes.expires, yes.pending, notice, yes.express))
                    && (notice.isEmpty() || notice.equals(yes.notice));
        }

        /** The same yes, confirmed by the person at this instant. */
        public Yes confirmed(Instant at) {
            return new Yes(id, scope, at, expires, false, notice, express);
        }

        /** The same yes, in force no longer than until {@code end}. */
        Yes endingBy(Instant end) {
            return expires.filter(it -> it.isBefore(end)).isPresent()
                    ? this
                    : new Yes(id, scope, made, Optional.of(end), pending, notice, express);
        }

        public boolean inForce(Instant at) {
            return !pending && !expired(at);
        }

        public boolean expired(Instant at) {
            return expires.isPresent() && !at.isBefore(expires.get());
        }

        boolean expiresBefore(Yes other) {
            return expires.isPresent()
                    && (other.expires.isEmpty() || expires.get().isBefore(other.expires.get()));
        }
    }

    /**
     * A refusal, a withdrawal, or, with the widest scope, an objection.
     *
     * @param stop the STOP in reply to a message by which it was said: a START takes all noes of one STOP back
     */
    record No(UUID id, Scope scope, Instant made, Kind kind, boolean services, Optional<UUID> stop) implements Word {

        /** A no for good, until a yes is given. */
        public No(UUID id, Scope scope, Instant made, Kind kind, boolean services) {
            this(id, scope, made, kind, services, Optional.empty());
        }

        /** The same no, said anew at this instant. */
        No anew(Instant at) {
            return anewFor(scope, at);
        }

        /** The same no, said anew at this instant for this scope. */
        No anewFor(Scope only, Instant at) {
            return new No(id, only, at, kind, services, stop);
        }

        public enum Kind {
            REFUSAL,
            WITHDRAWAL
        }

        @Override
        public boolean saysTheSameAs(Word other) {
            return equals(
                    other instanceof No no ? new No(id, no.scope, no.made, no.kind, no.services, no.stop) : other);
        }

        /** Whether topics that need no consent are bound too: where it names them, or says services. */
        public boolean bindsServices() {
            return scope.namesTopic() || services && !isObjection();
        }

        /** Whether it stands until a yes is given: one that a START can take back must not make any other word go. */
        boolean isForGood() {
            return stop.isEmpty();
        }

        public boolean isObjection() {
            return scope.isWidest();
        }
    }
}
