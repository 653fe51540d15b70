package dev.askfirst.decision.answer;

import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Rating;
import java.util.Optional;

/** What a sender must do to use a permit. A sender that does not know an obligation must not send. */
record Obligation(Type type, Optional<String> name, String value, Optional<String> text) {

    public enum Type {
        /** Put this header on the e-mail, unchanged. */
        ADD_HEADER,
        /** Put this link to the person's page into the message. */
        LINK,
        /** Say that a machine wrote it, or helped. */
        DISCLOSE,
        /** Name this human contact in the message. */
        CONTACT,
        /** Put this link into the message, in these words or others that say the same: one of three, {@code name} says which. */
        FEEDBACK,
        /** Confirm the STOP, ask at most what it was meant to end, and say nothing else. */
        NO_MARKETING
    }

    static Obligation header(String name, String value) {
        return new Obligation(Type.ADD_HEADER, Optional.of(name), value, Optional.empty());
    }

    static Obligation of(Type type, String value) {
        return new Obligation(type, Optional.empty(), value, Optional.empty());
    }

    /** The obligation to let the reader say this of the message. */
    static Obligation feedback(Rating.Value value, String link, String text) {
        return new Obligation(Type.FEEDBACK, Optional.of(Json.text(value)), link, Optional.of(text));
    }

    /** The obligation to disclose the authorship, in these words or others that say the same. */
    static Obligation disclose(Authorship authorship, String text) {
        return new Obligation(Type.DISCLOSE, Optional.empty(), Json.text(authorship), Optional.of(text));
    }
}
