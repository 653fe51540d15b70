package dev.askfirst.decision.intake;

import dev.askfirst.authorship.Fingerprint;
import java.util.Optional;

/**
 * What goes into a question about a text.
 *
 * @param words how many the author wrote
 * @param reason why there is no fingerprint
 */
record FingerprintReply(int words, Optional<String> fingerprint, Optional<Reason> reason) {

    enum Reason {
        /** Of so few words, too much is what everybody writes. */
        TOO_SHORT
    }

    static FingerprintReply of(int words, Optional<Fingerprint> fingerprint) {
        var reason = fingerprint.isPresent() ? Optional.<Reason>empty() : Optional.of(Reason.TOO_SHORT);
        return new FingerprintReply(words, fingerprint.map(Fingerprint::text), reason);
    }
}
