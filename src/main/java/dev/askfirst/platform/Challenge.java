package dev.askfirst.platform;

/** Tells the program that sent a token what the matter with it is, in the header {@code WWW-Authenticate} (RFC 6750, 3). */
public final class Challenge {

    public static final String HEADER = "WWW-Authenticate";

    /** For a request without a token: nothing is the matter with it. */
    public static final String NO_TOKEN = "Bearer";

    private static final int LONGEST = 200;

    private Challenge() {}

    /** The token is not taken. */
    public static String invalidToken(String why) {
        return of("invalid_token", why);
    }

    /** The token is good, and may not do this. */
    public static String insufficientScope(String why) {
        return of("insufficient_scope", why);
    }

    private static String of(String error, String why) {
        return "Bearer error=\"%s\", error_description=\"%s\"".formatted(error, plain(why));
    }

    /** In the letters that a description may have; what somebody has called themselves cannot end it. */
    private static String plain(String why) {
        var text = why.replaceAll("[^\\x20-\\x7e]", "?").replace('"', '\'').replace('\\', '/');
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
