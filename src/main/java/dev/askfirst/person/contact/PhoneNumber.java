package dev.askfirst.person.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Telephone numbers as E.164, one for each line, however it is spelled. Whether a number is in use is never claimed: plans
 * change and numbers move.
 */
final class PhoneNumber {

    private static final String DIGITS = "[0-9 ().\\-/\\u00A0\\u2010-\\u2015]{4,40}";
    private static final Pattern GLOBAL = Pattern.compile("\\+" + DIGITS);
    private static final Pattern NATIONAL = Pattern.compile(DIGITS);
    private static final Pattern CANONICAL = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final String NO_REGION = "ZZ";

    private PhoneNumber() {}

    static Contact.Parsed parse(String text) {
        return parse(text, Optional.empty());
    }

    /** The same; a number without its country is one of this country. */
    static Contact.Parsed parse(String text, Optional<String> country) {
        var readable = GLOBAL.matcher(text).matches()
                || country.isPresent() && NATIONAL.matcher(text).matches();
        if (!readable) return refused();
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var region = country.map(it -> it.substring(0, 2)).orElse(NO_REGION);
            var number = numbers.parse(text, region);
            var written = numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
            var line = Renumbering.line(written);
            if (!CANONICAL.matcher(line).matches() || !numbers.isPossibleNumber(numbers.parse(line, NO_REGION)))
                return Contact.Parsed.refused("is not a possible telephone number");
            // Messages go to the spelling that was entered only if it is in use, such as that of Argentine mobiles; an
            // old one reaches nobody.
            return Contact.Parsed.of("tel", line, numbers.isValidNumber(number) ? written : line);
        } catch (NumberParseException _) {
            return refused();
        }
    }

    private static Contact.Parsed refused() {
        return Contact.Parsed.refused("is not an international number such as `+33612345678`");
    }
}
