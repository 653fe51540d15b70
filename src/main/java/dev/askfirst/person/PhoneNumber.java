package dev.askfirst.person;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.regex.Pattern;

/** Telephone numbers as E.164. Whether a number is in use is never claimed: plans change and numbers move. */
final class PhoneNumber {

    private static final Pattern GLOBAL = Pattern.compile("\\+[0-9 ().\\-/\\u00A0\\u2010-\\u2015]{4,40}");
    private static final Pattern CANONICAL = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private PhoneNumber() {}

    static Contact.Parsed parse(String text) {
        if (!GLOBAL.matcher(text).matches()) {
            return Contact.Parsed.refused("is not an international number such as `+33612345678`");
        }
        try {
            var numbers = PhoneNumberUtil.getInstance();
            var number = numbers.parse(text, "ZZ");
            if (!numbers.isPossibleNumber(number)) return Contact.Parsed.refused("is not a possible telephone number");
            var e164 = numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
            if (!CANONICAL.matcher(e164).matches()) return Contact.Parsed.refused("is not a possible telephone number");
            return Contact.Parsed.of("tel", e164, e164);
        } catch (NumberParseException _) {
            return Contact.Parsed.refused("is not an international number such as `+33612345678`");
        }
    }
}
