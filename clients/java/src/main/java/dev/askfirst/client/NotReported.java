package dev.askfirst.client;

/**
 * The message was dealt with, and the service does not know it yet. Do not send again: report this outcome of this permit
 * later, with {@link Askfirst#report}.
 */
public final class NotReported extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String permit;
    private final Outcome outcome;

    NotReported(String permit, Outcome outcome, Throwable cause) {
        super("the outcome " + outcome.text() + " of " + permit + " is not reported", cause);
        this.permit = permit;
        this.outcome = outcome;
    }

    public String permit() {
        return permit;
    }

    public Outcome outcome() {
        return outcome;
    }
}
