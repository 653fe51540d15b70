package dev.askfirst.decision.intake;

import dev.askfirst.platform.json.Checks;
import java.util.Optional;

/** A text whose fingerprint is wanted, and in whose name it is to be sent. */
record FingerprintRequest(String text, String controller) {

    static final int LONGEST = 50_000;

    /** The same; a fault that names everything that is wrong with it. */
    FingerprintRequest checked() {
        var checks = new Checks();
        checks.require("text", text);
        checks.words("text", text, LONGEST);
        checks.optionalId("controller", controller);
        checks.done();
        return this;
    }

    Optional<String> named() {
        return Optional.ofNullable(controller);
    }

    /** Without the text, which is told nobody. */
    @Override
    public String toString() {
        return "FingerprintRequest[controller=" + controller + "]";
    }
}
