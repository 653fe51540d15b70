package dev.askfirst.policy.term;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One thing a person said, as it counts for decisions: a yes or a no, for a scope, made at an instant. */
public sealed interface ConsentStatement {

    /** The recorded act this word comes from. */
    UUID id();

    Scope scope();

    /** When the person said it. */
    Instant made();

    /** Whether it adds nothing to the other: the same in everything but the act that recorded it. */
    boolean saysTheSameAs(ConsentStatement other);

    /**
     * A grant for one contact point. While it is pending it waits for the person's confirmation and permits nothing;
     * confirmed, it counts as made when it was confirmed.
     *
     * @param express given in so many words, and not implied by a purchase or the like
     */
    record Grant(
            UUID id,
            Scope scope,
            Instant made,
            Optional<Instant> expires,
            boolean pending,
            Optional<Shown> notice,
            boolean express)
            implements ConsentStatement {

        /** An express one. */
        public Grant(
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
        public boolean saysTheSameAs(ConsentStatement other) {
            return other instanceof Grant yes
                    && equals(new Grant(id, yes.scope, yes.made, yes.expires, yes.pending, notice, yes.express))
                    && (notice.isEmpty() || notice.equals(yes.notice));
        }

        /** The same yes, confirmed by the person at this instant. */
        public Grant confirmed(Instant at) {
            return new Grant(id, scope, at, expires, false, notice, express);
        }

        /** The same yes, in force no longer than until {@code end}. */
        Grant endingBy(Instant end) {
            return expires.filter(it -> it.isBefore(end)).isPresent()
                    ? this
                    : new Grant(id, scope, made, Optional.of(end), pending, notice, express);
        }

        public boolean inForce(Instant at) {
            return !pending && !expired(at);
        }

        public boolean expired(Instant at) {
            return expires.isPresent() && !at.isBefore(expires.get());
        }

        boolean expiresBefore(Grant other) {
            return expires.isPresent()
                    && (other.expires.isEmpty() || expires.get().isBefore(other.expires.get()));
        }
    }

    /**
     * A refusal, a withdrawal, or, with the widest scope, an objection.
     *
     * @param stop the STOP in reply to a message by which it was said: a START takes all noes of one STOP back
     */
    record Refusal(UUID id, Scope scope, Instant made, Kind kind, boolean services, Optional<UUID> stop)
            implements ConsentStatement {

        /** A no for good, until a yes is given. */
        public Refusal(UUID id, Scope scope, Instant made, Kind kind, boolean services) {
            this(id, scope, made, kind, services, Optional.empty());
        }

        /** The same no, said anew at this instant. */
        Refusal anew(Instant at) {
            return anewFor(scope, at);
        }

        /** The same no, said anew at this instant for this scope. */
        Refusal anewFor(Scope only, Instant at) {
            return new Refusal(id, only, at, kind, services, stop);
        }

        public enum Kind {
            REFUSAL,
            WITHDRAWAL
        }

        @Override
        public boolean saysTheSameAs(ConsentStatement other) {
            return equals(
                    other instanceof Refusal no
                            ? new Refusal(id, no.scope, no.made, no.kind, no.services, no.stop)
                            : other);
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
