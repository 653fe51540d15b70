package dev.askfirst.person.contact;

import dev.askfirst.platform.Fault;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * One address of a person, normalised: equal addresses in different spellings are equal contacts.
 *
 * @param scheme mailto, tel, acct, push, post, ble or ext
 * @param value what stands after the scheme, in the one spelling that is matched
 * @param entered the spelling to write to, where it may differ (RFC 5321: the part before the @ is the recipient's own)
 */
public record Contact(String scheme, String value, String entered) {

    static final int LONGEST = 1024;

    private static final String HIDDEN = "…";

    /** Reads a contact URI; an address that is malformed, hostile or over-long is refused with the reason. */
    public static Contact parse(String uri) {
        return tryParse(uri).orElseThrow(why -> Fault.invalid("contact", why));
    }

    /** The same; telephone numbers may leave out the country, which is then this one. */
    public static Contact parse(String uri, Optional<String> country) {
        return tryParse(uri, country).orElseThrow(why -> Fault.invalid("contact", why));
    }

    /** A contact, or why there is none. */
    public static Parsed tryParse(String uri) {
        return tryParse(uri, Optional.empty());
    }

    /** The same; telephone numbers may leave out the country, which is then this one. */
    public static Parsed tryParse(String uri, Optional<String> country) {
        if (uri == null || uri.isBlank()) return Parsed.refused("is missing");
        if (uri.length() > LONGEST) return Parsed.refused("is longer than " + LONGEST + " characters");
        var text = normalised(uri.strip());
        if (Hostile.in(text)) return Parsed.refused("holds a character that addresses never hold");
        var colon = text.indexOf(':');
        if (colon < 1) return Parsed.refused("is not a contact URI such as `mailto:ana@example.org`");
        var scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        var rest = withoutSlashes(scheme, text.substring(colon + 1));
        return switch (scheme) {
            case "mailto" -> EmailAddress.parse(rest);
            case "acct" -> EmailAddress.parseAccount(rest);
            case "tel" -> PhoneNumber.parse(rest, country);
            case "push", "post", "ble", "ext" -> OpaqueAddress.parse(scheme, rest);
            default -> Parsed.refused("has an unknown scheme; known are mailto, tel, acct, push, post, ble and ext");
        };
    }

    /**
     * {@code mailto://ana@…} is a common mistake: no address begins with slashes, so they are dropped instead of making
     * another address.
     */
    private static String withoutSlashes(String scheme, String rest) {
        return switch (scheme) {
            case "mailto", "acct", "tel" -> rest.replaceFirst("^//+", "");
            default -> rest;
        };
    }

    /** NFC; plain ASCII, which most addresses are, is that already. */
    static String normalised(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return Normalizer.normalize(text, Normalizer.Form.NFC);
        }
        return text;
    }

    /** Either a contact or the reason why the text is none. */
    public record Parsed(Optional<Contact> contact, String refusal) {

        static Parsed of(String scheme, String value, String entered) {
            return new Parsed(Optional.of(new Contact(scheme, value, entered)), "");
        }

        static Parsed refused(String reason) {
            return new Parsed(Optional.empty(), reason);
        }

        public Contact orElseThrow(java.util.function.Function<String, ? extends RuntimeException> fault) {
            return contact.orElseThrow(() -> fault.apply(refusal));
        }
    }

    /** The contact that was stored by its scheme and the spelling to write to. */
    public static Contact ofStored(String scheme, String entered) {
        return parse(uri(scheme, entered));
    }

    /** The contact as a URI that {@link #parse} reads back. */
    public String uri() {
        return uri(scheme, entered);
    }

    /** RFC 6068 and 7565: a percent sign in the address is encoded, because it would begin an encoded character. */
    private static String uri(String scheme, String entered) {
        return scheme + ":"
                + (scheme.equals("mailto") || scheme.equals("acct") ? entered.replace("%", "%25") : entered);
    }

    /** The contact for readers other than its owner: enough to recognise it, too little to write to it. */
    public String masked() {
        return scheme + ":"
                + switch (scheme) {
                    case "mailto", "acct" ->
                        entered.substring(0, entered.offsetByCodePoints(0, 1))
                                + HIDDEN
                                + entered.substring(entered.lastIndexOf('@'));
                    case "tel" -> HIDDEN + entered.substring(entered.length() - 2);
                    case "push", "ext" -> entered.substring(0, entered.indexOf('/') + 1) + HIDDEN;
                    default -> HIDDEN;
                };
    }

    @Override
    public String toString() {
        // Addresses never reach a log by accident.
        return scheme + ":…";
    }
}
