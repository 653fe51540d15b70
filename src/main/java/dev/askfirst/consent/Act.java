package dev.askfirst.consent;

import dev.askfirst.person.Addressee;
import dev.askfirst.platform.Caller;
import dev.askfirst.policy.Scope;
import dev.askfirst.policy.Word;
import java.time.Instant;
import java.util.Optional;

/** One thing a person says, checked and ready to be recorded. Absent parts of a scope are {@link Scope#ALL}. */
public sealed interface Act {

    Addressee who();

    String controller();

    String topic();

    String channel();

    /** When it was said; left out, the instant of recording. */
    Optional<Instant> at();

    /** The member that claims an instant after {@code latest}, if one does. */
    default Optional<String> ahead(Instant latest) {
        return at().filter(latest::isBefore).map(_ -> "at");
    }

    Evidence evidence();

    /** Who recorded it, in which role. */
    Caller by();

    /**
     * A yes.
     *
     * @param confirmation when a double opt-in that was confirmed elsewhere was confirmed (imports only)
     */
    record Grant(
            Addressee who,
            String controller,
            String topic,
            String channel,
            Optional<Instant> at,
            Optional<Instant> expires,
            Optional<Instant> confirmation,
            Basis basis,
            Optional<NoticeShown> notice,
            Evidence evidence,
            Profile profile,
            Caller by)
            implements Act {

        @Override
        public Optional<String> ahead(Instant latest) {
            return Act.super
                    .ahead(latest)
                    .or(() -> confirmation.filter(latest::isBefore).map(_ -> "confirmedAt"));
        }
    }

    /** A no: a refusal before anyone had a yes, or the withdrawal of one. */
    record No(
            Word.No.Kind kind,
            Addressee who,
            String controller,
            String topic,
            String channel,
            boolean contactOnly,
            boolean services,
            Optional<Instant> at,
            Evidence evidence,
            Caller by)
            implements Act {}

    /** Why a message may be sent at all. */
    enum Basis {
        EXPRESS,
        IMPLIED,
        SOFT_OPT_IN,
        CONTRACT,
        LEGAL_DUTY;

        /** Whether the words that were shown must be on record. */
        boolean needsNotice() {
            return this == EXPRESS || this == SOFT_OPT_IN;
        }
    }

    /** The wording that was shown, pinned by the hash of its words. */
    record NoticeShown(String id, int version, String language, String hash) {}

    /** What a grant tells about the person besides their consent. */
    record Profile(Optional<String> locale, Optional<String> timeZone, Optional<String> country) {
        static final Profile NONE = new Profile(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
