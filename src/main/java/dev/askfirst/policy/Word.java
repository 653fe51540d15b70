package dev.askfirst.policy;

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

    /** Whether the two are the same in everything but the act that recorded them. */
    boolean saysTheSameAs(Word other);

    /**
     * A grant for one contact point. While it is pending it waits for the person's confirmation and permits nothing;
     * confirmed, it counts as made when it was confirmed.
     */
    record Yes(UUID id, Scope scope, Instant made, Optional<Instant> expires, boolean pending) implements Word {

        @Override
        public boolean saysTheSameAs(Word other) {
            return equals(
                    other instanceof Yes yes ? new Yes(id, yes.scope, yes.made, yes.expires, yes.pending) : other);
        }

        boolean inForce(Instant at) {
            return !pending && !expired(at);
        }

        boolean expired(Instant at) {
            return expires.isPresent() && !at.isBefore(expires.get());
        }

        boolean expiresBefore(Yes other) {
            return expires.isPresent()
                    && (other.expires.isEmpty() || expires.get().isBefore(other.expires.get()));
        }
    }

    /** A refusal, a withdrawal, or, with the widest scope, an objection. */
    record No(UUID id, Scope scope, Instant made, Kind kind, boolean services) implements Word {

        public enum Kind {
            REFUSAL,
            WITHDRAWAL
        }

        @Override
        public boolean saysTheSameAs(Word other) {
            return equals(other instanceof No no ? new No(id, no.scope, no.made, no.kind, no.services) : other);
        }

        /** Whether topics that need no consent are bound too: where it names them, or says services. */
        boolean bindsServices() {
            return scope.namesTopic() || services && !isObjection();
        }

        public boolean isObjection() {
            return scope.isWidest();
        }
    }
}
