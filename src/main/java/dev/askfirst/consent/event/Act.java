package dev.askfirst.consent.event;

import dev.askfirst.catalog.BasisRule;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One thing a person does, checked and ready to be recorded. Absent parts of a scope are {@link Scope#ALL}. */
public sealed interface Act {

    Addressee who();

    Evidence evidence();

    /** Who recorded it, in which role. */
    Caller by();

    /** When it was done; left out, the instant of recording. */
    default Optional<Instant> at() {
        return Optional.empty();
    }

    /** When it was done, as far as it says so itself. */
    default Optional<Instant> claimed() {
        return at();
    }

    /** The member that claims an instant after {@code latest}, if one does. */
    default Optional<String> ahead(Instant latest) {
        return at().filter(latest::isBefore).map(_ -> "at");
    }

    /** The version of the terms that the caller has seen; refused if there is a later one. */
    default Optional<Long> expected() {
        return Optional.empty();
    }

    /** A second person whom it is about. */
    default Optional<Addressee> alsoAbout() {
        return Optional.empty();
    }

    /** A yes or a no, for a scope. */
    sealed interface Spoken extends Act {

        String controller();

        String topic();

        String channel();
    }

    /**
     * A yes.
     *
     * @param confirmation when a double opt-in that was confirmed elsewhere was confirmed (imports only)
     * @param imported told by a file: nobody is asked to confirm it
     * @param shown by somebody who has just shown that they read what is sent to this address: nobody is asked either
     */
    record Grant(
            Addressee who,
            String controller,
            String topic,
            String channel,
            Optional<Instant> at,
            Optional<Instant> expires,
            Optional<Instant> confirmation,
            Ground ground,
            Optional<NoticeShown> notice,
            Evidence evidence,
            Profile profile,
            boolean imported,
            boolean shown,
            Caller by)
            implements Spoken {

        /** The same, given by somebody who has just shown that the address is theirs. */
        public Grant byItsReader() {
            return new Grant(
                    who,
                    controller,
                    topic,
                    channel,
                    at,
                    expires,
                    confirmation,
                    ground,
                    notice,
                    evidence,
                    profile,
                    imported,
                    true,
                    by);
        }

        @Override
        public Optional<Instant> claimed() {
            return confirmation.or(() -> at);
        }

        public boolean isExpress() {
            return ground.basis() == Basis.EXPRESS;
        }

        /** When a yes given at this instant ends: by its basis, or earlier if it says so itself. */
        public Optional<Instant> endsAt(Instant made) {
            var byBasis = ground.endsAt(made);
            return expires.filter(end -> byBasis.filter(end::isAfter).isEmpty()).or(() -> byBasis);
        }

        @Override
        public Optional<String> ahead(Instant latest) {
            return Spoken.super
                    .ahead(latest)
                    .or(() -> confirmation.filter(latest::isBefore).map(_ -> "confirmedAt"))
                    .or(() -> ground.since().filter(latest::isBefore).map(_ -> "ground.since"));
        }
    }

    /** A no: a refusal before anyone had a yes, or the withdrawal of one. */
    record Refusal(
            ConsentStatement.Refusal.Kind kind,
            Addressee who,
            String controller,
            String topic,
            String channel,
            boolean contactOnly,
            boolean services,
            Optional<Instant> at,
            Evidence evidence,
            Caller by,
            Optional<Stop> stop)
            implements Spoken {

        /** A no that was not said by a STOP in reply. */
        public Refusal(
                ConsentStatement.Refusal.Kind kind,
                Addressee who,
                String controller,
                String topic,
                String channel,
                boolean contactOnly,
                boolean services,
                Optional<Instant> at,
                Evidence evidence,
                Caller by) {
            this(kind, who, controller, topic, channel, contactOnly, services, at, evidence, by, Optional.empty());
        }

        /** The same, as part of a STOP in reply. */
        public Refusal saidBy(Stop reply) {
            return new Refusal(
                    kind, who, controller, topic, channel, contactOnly, services, at, evidence, by, Optional.of(reply));
        }
    }

    /**
     * A STOP in reply to a message.
     *
     * @param id of the STOP: all noes that follow from it bear it
     * @param answers the decision by which the message went out, if that is known
     */
    record Stop(UUID id, Optional<UUID> answers) {}

    /** A START in reply: the STOPs that came from the same address by this channel hold no longer. */
    record Restart(Addressee who, String controller, String channel, Evidence evidence, Caller by) implements Act {}

    /** The second half of a double opt-in. */
    record Confirmation(UUID grant, Evidence evidence, Caller by) implements Act {
        @Override
        public Addressee who() {
            return new Addressee.OfAct(grant);
        }
    }

    /**
     * Preferences are set or changed.
     *
     * @param change makes the new ones of those that stand; a {@link dev.askfirst.platform.Fault} refuses the act
     */
    record Preference(
            Addressee who, UnaryOperator<Preferences> change, Optional<Long> expected, Evidence evidence, Caller by)
            implements Act {}

    /** A pause begins, in place of one with the same scope. */
    record Pausing(Addressee who, Pause pause, Optional<Long> expected, Evidence evidence, Caller by) implements Act {}

    /** A pause is over before its time. */
    record Resuming(Addressee who, String channel, String topic, Optional<Long> expected, Evidence evidence, Caller by)
            implements Act {}

    /** An address becomes, or is no longer, somebody's own. */
    sealed interface OwnContact extends Act {}

    /** An address is theirs too. */
    record ContactAdded(Addressee who, Contact contact, boolean verified, Evidence evidence, Caller by)
            implements OwnContact {}

    /** Somebody made sure that an address is theirs. */
    record ContactVerified(Addressee who, UUID point, Evidence evidence, Caller by) implements OwnContact {}

    /**
     * An address is theirs no more.
     *
     * @param evenTheLast although nobody can find or reach them any more without it
     */
    record ContactRemoved(Addressee who, UUID point, Reason reason, boolean evenTheLast, Evidence evidence, Caller by)
            implements OwnContact {
        public enum Reason {
            NO_LONGER_USED,
            WRONG_RECIPIENT
        }
    }

    /** Somebody else turns out to be the same person, and becomes part of {@code who}. */
    record Merge(Addressee who, Addressee other, Optional<Long> expected, Evidence evidence, Caller by) implements Act {
        @Override
        public Optional<Addressee> alsoAbout() {
            return Optional.of(other);
        }
    }

    /** What is known about somebody must be kept, or need not be any more. */
    sealed interface Keeping extends Act {}

    /** Nothing of theirs is deleted until then, or until it is let go. */
    record Hold(Addressee who, Optional<Instant> until, Evidence evidence, Caller by) implements Keeping {}

    /** What is known about them may be deleted again. */
    record Release(Addressee who, Evidence evidence, Caller by) implements Keeping {}

    /** Why a message may be sent at all. */
    public enum Basis {
        EXPRESS,
        IMPLIED,
        SOFT_OPT_IN,
        CONTRACT,
        LEGAL_DUTY;

        /** Whether the words that were shown must be on record. */
        public boolean needsNotice() {
            return this == EXPRESS || this == SOFT_OPT_IN;
        }
    }

    /**
     * What a yes rests on.
     *
     * @param kind of an implied or soft consent: a purchase, an inquiry, a sale
     * @param since when its clock started; left out, when the yes was given
     * @param rule of the catalog, by which it ends
     */
    record Ground(Basis basis, Optional<String> kind, Optional<Instant> since, Optional<BasisRule> rule) {
        static final Ground EXPRESS = new Ground(Basis.EXPRESS, Optional.empty(), Optional.empty(), Optional.empty());

        private Optional<Instant> endsAt(Instant made) {
            return rule.map(it -> it.endsAt(since.orElse(made)));
        }
    }

    /** The wording that was shown, pinned by the hash of its words. */
    record NoticeShown(String id, int version, String language, String hash) {}

    /** What a grant tells about the person besides their consent. */
    record Profile(Optional<String> locale, Optional<String> timeZone, Optional<String> country) {
        static final Profile NONE = new Profile(Optional.empty(), Optional.empty(), Optional.empty());

        public Preferences asPreferences() {
            return Preferences.of(locale, timeZone, country);
        }
    }
}
