package dev.askfirst.console;

import dev.askfirst.person.contact.Contact;
import java.util.regex.Pattern;

/** An address as staff type it: an e-mail address, a telephone number, or a contact URI. */
public final class TypedAddress {

    private static final Pattern URI = Pattern.compile("(?i)(mailto|tel|acct|push|post|ble|ext):.*");

    private TypedAddress() {}

    /** The address that is meant, or why it is none. */
    public static Contact.Parsed parse(String typed) {
        if (typed.isBlank() || URI.matcher(typed).matches()) return Contact.tryParse(typed);
        // A percent sign in an address as people write it encodes nothing.
        return Contact.tryParse((typed.contains("@") ? "mailto:" : "tel:") + typed.replace("%", "%25"));
    }
}
