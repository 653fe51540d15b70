package dev.askfirst.person;

import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses that only their own system can read: push tokens, postal ids, beacons, ids of other systems. */
final class OpaqueAddress {

    private static final Pattern PUSH = Pattern.compile("[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._:=+/~-]{1,900}");
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
        var value = switch (scheme) {
            case "ble" -> text.toLowerCase(Locale.ROOT);
            case "push", "ext" -> lowerSystem(text);
            default -> text;
        };
        return Contact.Parsed.of(scheme, value, value);
    }

    /** App and system names are ours to compare; what follows is theirs and kept as it is. */
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
