package dev.askfirst.consent.human;

import dev.askfirst.platform.json.Checks;

/**
 * The body of {@code POST /v1/human-requests/{id}/answer}.
 *
 * @param text what the person is told; they read it on their page
 * @param by the human who answers, by name; the person reads it too
 */
public record HumanAnswerBody(String text, String by) {

    private static final int LONGEST_NAME = 200;

    void check(Checks checks) {
        checks.require("text", text);
        checks.words("text", text, HumanRequestBody.LONGEST);
        checks.require("by", by);
        checks.line("by", by, LONGEST_NAME);
        checks.done();
    }
}
