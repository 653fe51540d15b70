package dev.askfirst.platform.language;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/** The language that a visitor has chosen at the foot of a page. It outranks what senders and browsers say. */
public final class LanguageChoice {

    /** Says nothing about a visitor but this, and stays when the visit has ended. */
    public static final String COOKIE = "askfirst-language";

    private LanguageChoice() {}

    /** The language that was chosen in this browser. */
    public static Optional<String> in(Map<String, Cookie> cookies) {
        return Optional.ofNullable(cookies.get(COOKIE)).map(Cookie::getValue).filter(Languages.ALL::contains);
    }

    /** The chosen language, else the best one for the browser. */
    public static String of(HttpHeaders headers) {
        return in(headers.getCookies())
                .orElseGet(() -> Languages.ofHeader(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
    }
}
