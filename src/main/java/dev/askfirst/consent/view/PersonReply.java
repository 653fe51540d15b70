package dev.askfirst.consent.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.event.LegalHold;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All that holds for a person at one instant. A part of a scope that is absent means all. */
public record PersonReply(
        UUID person,
        long version,
        List<ContactPoint> contacts,
        List<ConsentReply> consents,
        List<NoReply> refusals,
        List<PauseReply> pauses,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<IntentReply> intents,
        ObjectNode preferences,
        Optional<LegalHold> hold) {

    /** The states of consent in the W3C Data Privacy Vocabulary. */
    public enum State {
        GIVEN,
        NOT_NEEDED,
        UNKNOWN,
        PENDING,
        REFUSED,
        WITHDRAWN,
        EXPIRED;

        static State of(Consent consent) {
            return switch (consent) {
                case Consent.Given _ -> GIVEN;
                case Consent.NotNeeded _ -> NOT_NEEDED;
                case Consent.Unknown _ -> UNKNOWN;
                case Consent.Pending _ -> PENDING;
                case Consent.Refused _ -> REFUSED;
                case Consent.Withdrawn _ -> WITHDRAWN;
                case Consent.Expired _ -> EXPIRED;
            };
        }
    }

    /** The state of something to which a person once said yes, for one contact point. */
    public record ConsentReply(
            String controller,
            String topic,
            String channel,
            UUID contactPoint,
            State state,
            Instant since,
            Optional<Instant> expiresAt,
            Optional<UUID> grant,
            Optional<String> basis,
            Optional<LocalDate> lastUsed) {}

    /** A no that still counts. */
    public record NoReply(
            UUID id,
            ConsentStatement.Refusal.Kind kind,
            Optional<String> controller,
            Optional<String> topic,
            Optional<String> channel,
            Optional<UUID> contactPoint,
            boolean services,
            Instant at) {
        static NoReply of(ConsentStatement.Refusal no) {
            var scope = no.scope();
            return new NoReply(
                    no.id(),
                    no.kind(),
                    named(scope.controller()),
                    named(scope.topic()),
                    named(scope.channel()),
                    scope.point(),
                    no.services(),
                    no.made());
        }
    }

    /** A pause that has not ended. */
    public record PauseReply(Instant until, Optional<String> channel, Optional<String> topic) {
        public static PauseReply of(Pause pause) {
            return new PauseReply(pause.until(), named(pause.channel()), named(pause.topic()));
        }
    }

    private static Optional<String> named(String part) {
        return Optional.of(part).filter(it -> !it.equals(Scope.ALL));
    }
}
