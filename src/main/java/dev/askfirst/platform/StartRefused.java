package dev.askfirst.platform;

/** Why the service will not start, in words for the person who started it. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartRefused(String reason) {
        super(reason, null, false, false);
    }
}
