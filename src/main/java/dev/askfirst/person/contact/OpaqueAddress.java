package dev.askfirst.person.contact;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses that only their own system can read: push tokens, postal ids, beacons, ids of other systems. */
final class OpaqueAddress {

    private static final Pattern PUSH = Pattern.compile("[A-Za-z0-9._-]{1,100}/[\\x21-\\x7E]{1,900}");
    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern DEVICE = Pattern.compile("(?:[0-9A-Fa-f]{2}){32,}");
    private static final Pattern ENDPOINT = Pattern.compile("(?i)(https://[^/]*)(.*)");
    private static final Pattern POST = Pattern.compile("[A-Za-z0-9._~-]{1,200}");
    private static final Pattern BEACON = Pattern.compile("[A-Za-z0-9._:-]{1,200}");
    private static final Pattern OTHER = Pattern.compile("[A-Za-z0-9._-]{1,100}/[\\x21-\\x7E]{1,500}");

    private OpaqueAddress() {}

    static Contact.Parsed parse(String scheme, String text) {
        var pattern = switch (scheme) {
            case "push" -> PUSH;
            case "post" -> POST;
            case "ble" -> BEACON;
            default -> OTHER;
        };
        if (!pattern.matcher(text).matches())
            return Contact.Parsed.refused("is not of the form `" + form(scheme) + "`");
        if (scheme.equals("push")) return push(lowerSystem(text));
        var value = switch (scheme) {
            case "ble" -> text.toLowerCase(Locale.ROOT);
            case "ext" -> lowerSystem(text);
            default -> text;
        };
        return Contact.Parsed.of(scheme, value, value);
    }

    /**
     * A token is matched as it is without percent-encoding, and written to as it was entered: some services hand out tokens
     * that hold encoded characters. A token of Apple's is bytes, and the host of a web push address a name, of either case.
     */
    private static Contact.Parsed push(String text) {
        var slash = text.indexOf('/') + 1;
        var entered = oneCase(text.substring(slash));
        var token = oneCase(
                ENCODED.matcher(entered).replaceAll(code -> Matcher.quoteReplacement(character(code.group(1)))));
        return PUSH.matcher(text.substring(0, slash) + token).matches()
                ? Contact.Parsed.of("push", text.substring(0, slash) + token, text.substring(0, slash) + entered)
                : Contact.Parsed.refused("is not of the form `" + form("push") + "`");
    }

    private static String character(String hexadecimal) {
        return String.valueOf((char) Integer.parseInt(hexadecimal, 16));
    }

    private static String oneCase(String token) {
        if (DEVICE.matcher(token).matches()) return token.toLowerCase(Locale.ROOT);
        var endpoint = ENDPOINT.matcher(token);
        return endpoint.matches() ? endpoint.group(1).toLowerCase(Locale.ROOT) + endpoint.group(2) : token;
    }

    /** Names of apps and systems are compared without case; what follows them is kept as it is. */
    private static String lowerSystem(String text) {
        var slash = text.indexOf('/');
        return text.substring(0, slash).toLowerCase(Locale.ROOT) + text.substring(slash);
    }

    private static String form(String scheme) {
        return switch (scheme) {
            case "push" -> "push:<app>/<token>";
            case "post" -> "post:<id>";
            case "ble" -> "ble:<id>";
            default -> "ext:<system>/<id>";
        };
    }
}
