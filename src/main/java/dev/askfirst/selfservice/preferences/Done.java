package dev.askfirst.selfservice.preferences;

import dev.askfirst.platform.Sha256;
import dev.askfirst.selfservice.session.Visit;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The confirmation of what was just done, passed through the redirect to the page that shows it. It is shown only in
 * the same visit, and only until something else changes: a forged URL cannot make a page say that something was
 * stopped.
 *
 * @param note the name of the text
 * @param at the controller it was about; empty for none
 * @param seal of what was recorded
 */
public record Done(String note, String at, String seal) {

    private static final int SEAL_LENGTH = 16;

    static final Done NOTHING = new Done("", "", "");

    /** By this visit, which made the terms have this version. */
    public static Done by(Visit visit, long version, String note, String at) {
        return new Done(note, at, seal(visit, version, note, at));
    }

    /** As the address of a page says it; parts may be missing. */
    public static Done claimed(String note, String at, String seal) {
        return new Done(orEmpty(note), orEmpty(at), orEmpty(seal));
    }

    /** The same if it was recorded so and still stands; else nothing. */
    public Done in(Visit visit, long version) {
        return MessageDigest.isEqual(bytes(seal(visit, version, note, at)), bytes(seal)) ? this : NOTHING;
    }

    /** As the address of the page has it. */
    public String query() {
        return "done=" + note + (at.isEmpty() ? "" : "&at=" + at) + "&seal=" + seal;
    }

    private static String seal(Visit visit, long version, String note, String at) {
        var whole = String.join("\n", visit.token(), Long.toString(version), note, at);
        return HexFormat.of().formatHex(Sha256.of(whole)).substring(0, SEAL_LENGTH);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
