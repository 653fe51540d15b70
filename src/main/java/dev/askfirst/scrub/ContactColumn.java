package dev.askfirst.scrub;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the address of a row stands, and how it becomes a contact.
 *
 * @param schemes of the contacts that the channel takes
 * @param country of telephone numbers that leave it out
 */
record ContactColumn(Set<String> schemes, Optional<String> country) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z]{2,6}:.*", Pattern.DOTALL);
    private static final List<String> MAIL =
            List.of("email", "e-mail", "email address", "email_address", "emailaddress", "e-mail address", "mail");
    private static final List<String> PHONE = List.of(
            "phone",
            "phone number",
            "phone_number",
            "mobile",
            "mobile number",
            "mobile phone number",
            "telephone",
            "tel");

    /** The names a column of addresses may have, in small letters; the first one that is there counts. */
    List<String> names() {
        var names = new ArrayList<>(List.of("contact"));
        if (schemes.contains("mailto") || schemes.contains("acct")) names.addAll(MAIL);
        if (schemes.contains("tel")) names.addAll(PHONE);
        return names;
    }

    static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    Fault missing(String what) {
        return Fault.invalid(what, "has no column or member `" + String.join("`, `", names()) + "`");
    }

    /** The contact URI of what stands there; an address may leave out the scheme. */
    String uri(String text) {
        if (text.isEmpty() || SCHEME.matcher(text).matches()) return text;
        if (text.contains("@")) {
            return (schemes.contains("mailto") || !schemes.contains("acct") ? "mailto:" : "acct:")
                    + text.replace("%", "%25");
        }
        var uri = "tel:" + text;
        return Contact.tryParse(uri, country).contact().map(Contact::uri).orElse(uri);
    }
}
