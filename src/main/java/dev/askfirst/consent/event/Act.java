package dev.askfirst.consent.event;

import dev.askfirst.catalog.NoticeUse;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.deputy.Mandate;
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

    /** When it was done; empty means the instant of recording. */
    default Optional<Instant> at() {
        return Optional.empty();
    }

    /** When it was done, if the act names an instant. */
    default Optional<Instant> claimed() {
        return at();
    }

    /** The member that names an instant after {@code latest}, if there is one. */
    default Optional<String> ahead(Instant latest) {
        return at().filter(latest::isBefore).map(_ -> "at");
    }

    /** The version of the terms that the caller has seen; refused if there is a later one. */
    default Optional<Long> expected() {
        return Optional.empty();
    }

    /** The second person whom the act is about, if there is one. */
    default Optional<Addressee> alsoAbout() {
        return Optional.empty();
    }

    /** A yes or a no, for a scope. */
    sealed interface Spoken extends Act {

        /** What it is about. Whether it is about one contact point only, {@link #who} says. */
        Scope scope();

        default String controller() {
            return scope().controller();
        }

        default String topic() {
            return scope().topic();
        }

        default String channel() {
            return scope().channel();
        }
    }

    /** A yes. */
    record Grant(
            Addressee who,
            Scope scope,
            Validity validity,
            Ground ground,
            Evidence evidence,
            Profile profile,
            Origin origin,
            Caller by)
            implements Spoken {

        /** The same grant, by somebody who has just proved that the address is theirs. */
        public Grant byItsReader() {
            return new Grant(who, scope, validity, ground, evidence, profile, Origin.PROVEN, by);
        }

        @Override
        public Optional<Instant> at() {
            return validity.at();
        }

        public Optional<Instant> confirmation() {
            return validity.confirmation();
        }

        public Optional<NoticeShown> notice() {
            return ground.notice();
        }

        @Override
        public Optional<Instant> claimed() {
            return confirmation().or(this::at);
        }

        public boolean isExpress() {
            return ground.basis() == Basis.EXPRESS;
        }

        /** When a yes given at this instant ends: as its basis says, or earlier if the grant itself says so. */
        public Optional<Instant> endsAt(Instant made) {
            var byBasis = ground.endsAt(made);
            return validity.expires()
                    .filter(end -> byBasis.filter(end::isAfter).isEmpty())
                    .or(() -> byBasis);
        }

        @Override
        public Optional<String> ahead(Instant latest) {
            return Spoken.super
                    .ahead(latest)
                    .or(() -> confirmation().filter(latest::isBefore).map(_ -> "confirmedAt"))
                    .or(() -> ground.since().filter(latest::isBefore).map(_ -> "ground.since"));
        }
    }

    /** A no: a refusal before anyone had a yes, or the withdrawal of one. */
    record Refusal(
            ConsentStatement.Refusal.Kind kind,
            Addressee who,
            Scope scope,
            boolean contactOnly,
            boolean services,
            Optional<Instant> at,
            Evidence evidence,
            Caller by,
            Optional<Stop> stop)
            implements Spoken {

        /** A no that did not come from a STOP reply. */
        public Refusal(
                ConsentStatement.Refusal.Kind kind,
                Addressee who,
                Scope scope,
                boolean contactOnly,
                boolean services,
                Optional<Instant> at,
                Evidence evidence,
                Caller by) {
            this(kind, who, scope, contactOnly, services, at, evidence, by, Optional.empty());
        }

        /** The same no, as part of a STOP reply, which is its evidence. */
        public Refusal saidBy(Stop reply, Evidence words) {
            return new Refusal(kind, who, scope, contactOnly, services, at, words, by, Optional.of(reply));
        }
    }

    /** A STOP in reply to a message that went out by {@code answers}, if that is known; all noes that follow carry its id. */
    record Stop(UUID id, Optional<UUID> answers) {}

    /** A START reply: STOPs that came from the same address by this channel no longer hold. */
    record Restart(Addressee who, String controller, String channel, Evidence evidence, Caller by) implements Act {}

    /** A no that was just said on a page is taken back: what held before holds again, and nothing else. */
    record Undo(Addressee who, UUID no, Evidence evidence, Caller by) implements Act {}

    /** The second half of a double opt-in. */
    record Confirmation(UUID grant, Evidence evidence, Caller by) implements Act {
        @Override
        public Addressee who() {
            return new Addressee.OfAct(grant);
        }
    }

    /** The request to confirm a yes for this scope is sent once more, in this way. */
    record AskedAgain(Addressee who, Scope scope, DoubleOptIn.Delivery delivery, Evidence evidence, Caller by)
            implements Act {}

    /** Preferences are set or changed; {@code change} makes the new ones, or throws a fault, which refuses the act. */
    record Preference(
            Addressee who, UnaryOperator<Preferences> change, Optional<Long> expected, Evidence evidence, Caller by)
            implements Act {}

    /** A pause begins, and replaces one of the same scope. */
    record Pausing(Addressee who, Pause pause, Optional<Long> expected, Evidence evidence, Caller by) implements Act {}

    /** A pause is over before its time. */
    record Resuming(Addressee who, String channel, String topic, Optional<Long> expected, Evidence evidence, Caller by)
            implements Act {}

    /** An act about an address of a person: added, verified or removed. */
    sealed interface OwnContact extends Act {}

    /** An address is added to a person. */
    record ContactAdded(Addressee who, Contact contact, boolean verified, Evidence evidence, Caller by)
            implements OwnContact {}

    /** A person proved that an address is theirs. */
    record ContactVerified(Addressee who, UUID point, Evidence evidence, Caller by) implements OwnContact {}

    /** An address is removed; {@code evenTheLast} one, without which nobody can find or reach them any more. */
    record ContactRemoved(Addressee who, UUID point, Reason reason, boolean evenTheLast, Evidence evidence, Caller by)
            implements OwnContact {
        public enum Reason {
            NO_LONGER_USED,
            WRONG_RECIPIENT
        }
    }

    /** Two people turn out to be one: {@code other} is merged into {@code who}. */
    record Merge(Addressee who, Addressee other, Optional<Long> expected, Evidence evidence, Caller by) implements Act {
        @Override
        public Optional<Addressee> alsoAbout() {
            return Optional.of(other);
        }
    }

    /** An act about a request to talk to a human: one is made, or answered. */
    sealed interface OfHuman extends Act {}

    /** Somebody asks to talk to a human at this controller. */
    record HumanAsked(Addressee who, String controller, Evidence evidence, Caller by) implements OfHuman {}

    /** A human there answered the request. */
    record HumanAnswered(UUID request, Evidence evidence, Caller by) implements OfHuman {
        @Override
        public Addressee who() {
            return new Addressee.OfAct(request);
        }
    }

    /** A deputy may do this for the person from now on; without a mandate nothing any more. */
    record OfDeputy(Addressee who, UUID deputy, Optional<Mandate> mandate, Evidence evidence, Caller by)
            implements Act {}

    /** An act about how useful messages are: one is rated, or what was said of a topic is forgotten. */
    sealed interface OfUsefulness extends Act permits Rated, RatingsForgotten {}

    /** An act about what a person looks for: they say it, or that they no longer do. */
    sealed interface OfIntent extends Act {}

    record IntentSaid(Addressee who, IntentWish wish, Evidence evidence, Caller by) implements OfIntent {}

    record IntentEnded(Addressee who, UUID intent, Evidence evidence, Caller by) implements OfIntent {}
    /** Somebody brings what they said at another installation; refused, it takes the acts behind it along. */
    record TermsBrought(Addressee who, BroughtDocument document, Evidence evidence, Caller by) implements Act {}

    /** An act about a legal hold: it begins or ends. */
    sealed interface Keeping extends Act {}

    /** A legal hold: nothing of theirs is deleted until {@code until}, or until the hold is released. */
    record Hold(Addressee who, Optional<Instant> until, Evidence evidence, Caller by) implements Keeping {}

    /** A legal hold ends: data about the person may be deleted again. */
    record Release(Addressee who, Evidence evidence, Caller by) implements Keeping {}

    /** Why a message may be sent at all. */
    public enum Basis {
        EXPRESS,
        IMPLIED,
        SOFT_OPT_IN,
        CONTRACT,
        LEGAL_DUTY;

        /** Whether a yes on this basis must name the notice that was shown. */
        public boolean needsNotice() {
            return this == EXPRESS || this == SOFT_OPT_IN;
        }
    }

    /** Where a grant comes from: from this follows whether the person is asked to confirm it. */
    public enum Origin {
        /** From a caller of the API: they are asked where the topic wants that. */
        REPORTED,
        /** From a file: nobody is asked. */
        IMPORTED,
        /** From somebody who has just proved that the address is theirs: they are not asked for it again. */
        PROVEN
    }

    /** The notice that was shown; the hash fixes its wording. */
    record NoticeShown(String id, int version, String language, String hash) {

        public NoticeUse.Wording wording() {
            return new NoticeUse.Wording(id, version, language, hash);
        }
    }

    /** What a grant says about the person besides their consent. */
    record Profile(Optional<String> locale, Optional<String> timeZone, Optional<String> country) {
        static final Profile NONE = new Profile(Optional.empty(), Optional.empty(), Optional.empty());

        public Preferences asPreferences() {
            return Preferences.of(locale, timeZone, country);
        }
    }
}
