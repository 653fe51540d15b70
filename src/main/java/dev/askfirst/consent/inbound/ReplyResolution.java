package dev.askfirst.consent.inbound;

import dev.askfirst.platform.json.Checks;

/**
 * The body of {@code POST /v1/replies/{id}/resolve}: what a human found a reply to be, and who they are.
 *
 * @param human whether it asks to talk to a human, so that a request is opened with its text
 */
public record ReplyResolution(Outcome as, String by, String note, Boolean human) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTE = 2000;

    /** What a reply turned out to be. */
    public enum Outcome {
        STOP,
        NONE
    }

    boolean asksForHuman() {
        return Boolean.TRUE.equals(human);
    }

    void check(Checks checks) {
        checks.require("as", as);
        checks.require("by", by);
        checks.line("by", by, LONGEST_NAME);
        checks.text("note", note, LONGEST_NOTE);
        checks.done();
    }
}
