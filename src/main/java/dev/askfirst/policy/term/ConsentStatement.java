package dev.askfirst.policy.term;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One thing a person said, as it counts for decisions: a yes or a no, for a scope, made at an instant. */
public sealed interface ConsentStatement {

    /** The recorded act that this statement comes from. */
    UUID id();

    Scope scope();

    /** When the person said it. */
    Instant made();

    /** Whether the two are the same in everything but the act that recorded them. */
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

        /** An express yes. */
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

        /** The same yes, in force until {@code end} at the latest. */
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
     * @param stop the STOP reply that it came from, if any: a START takes back all noes of one STOP
     */
    record Refusal(UUID id, Scope scope, Instant made, Kind kind, boolean services, Optional<UUID> stop)
            implements ConsentStatement {

        /** A no that did not come from a STOP reply: it stands until a yes is given. */
        public Refusal(UUID id, Scope scope, Instant made, Kind kind, boolean services) {
            this(id, scope, made, kind, services, Optional.empty());
        }

        /** The same no, as if said at this instant. */
        Refusal anew(Instant at) {
            return anewFor(scope, at);
        }

        /** The same no for this scope, as if said at this instant. */
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

        /** Whether it also binds topics that need no consent: it names a topic, or says services. */
        public boolean bindsServices() {
            return scope.namesTopic() || services && !isObjection();
        }

        /**
         * Whether only a yes can lift it. A no that a START can take back must not make another statement irrelevant.
         */
        boolean isForGood() {
            return stop.isEmpty();
        }

        public boolean isObjection() {
            return scope.isWidest();
        }
    }
}
