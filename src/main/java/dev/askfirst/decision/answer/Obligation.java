package dev.askfirst.decision.answer;

import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Authorship;
import java.util.Optional;

/** What a sender must do with a permit. One it does not know means: do not send. */
record Obligation(Type type, Optional<String> name, String value, Optional<String> text) {

    public enum Type {
        /** Put this header on the e-mail, as it stands. */
        ADD_HEADER,
        /** Put this link into the message: the person's page. */
        LINK,
        /** Say that a machine wrote it, or helped. */
        DISCLOSE,
        /** Name this human to turn to. */
        CONTACT
    }

    static Obligation header(String name, String value) {
        return new Obligation(Type.ADD_HEADER, Optional.of(name), value, Optional.empty());
    }

    static Obligation of(Type type, String value) {
        return new Obligation(type, Optional.empty(), value, Optional.empty());
    }

    /** In these words, or others that say the same. */
    static Obligation disclose(Authorship authorship, String text) {
        return new Obligation(Type.DISCLOSE, Optional.empty(), Json.text(authorship), Optional.of(text));
    }
}
