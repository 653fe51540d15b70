package dev.askfirst.consent.request;

import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.HashOfValue;
import dev.askfirst.platform.Fault;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form of an address that a list vendor hashed. A hash does not show in which form a number was hashed, so
 * questions try both.
 */
public enum HashForm {
    EMAIL_LOWER("mailto"),
    E164("tel"),
    E164_WITHOUT_PLUS("tel");

    static final String NAMES =
            Stream.of(values()).map(form -> "`" + form.text() + "`").collect(Collectors.joining(", "));

    private final String scheme;

    HashForm(String scheme) {
        this.scheme = scheme;
    }

    static Optional<HashForm> parse(String text) {
        return Stream.of(values()).filter(form -> form.text().equals(text)).findFirst();
    }

    /** The addressee of a hash. */
    public Addressee.AtHash who(String hex) {
        if (hex.length() != 2 * HashOfValue.LENGTH) throw notAHash();
        try {
            return new Addressee.AtHash(scheme, new HashOfValue(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException _) {
            throw notAHash();
        }
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Fault notAHash() {
        return Fault.invalid("contact", "is not a SHA-256 of 64 hexadecimal digits");
    }
}
