package dev.askfirst.consent.inbound;

import dev.askfirst.platform.json.Checks;

/** The body of {@code POST /v1/replies/{id}/resolve}: what a human found a reply to be, and who they are. */
public record ReplyResolution(Outcome as, String by, String note) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTE = 2000;

    /** What a reply turned out to be. */
    public enum Outcome {
        STOP,
        NONE
    }

    void check(Checks checks) {
        checks.require("as", as);
        checks.require("by", by);
        checks.line("by", by, LONGEST_NAME);
        checks.text("note", note, LONGEST_NOTE);
        checks.done();
    }
}
