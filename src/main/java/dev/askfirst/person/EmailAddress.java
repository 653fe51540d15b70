package dev.askfirst.person;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** E-mail addresses and accounts: RFC 5321/6531 addresses, domains by UTS 46. Tags and dots are not touched. */
final class EmailAddress {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{N}!#$&'*+/=?^_`{|}~-]+)*");
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");
    private static final IDNA DOMAINS = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO);
    private static final SpoofChecker SPOOFS = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL)
            .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private EmailAddress() {}

    static Contact.Parsed parse(String text) {
        return parse("mailto", decoded(text));
    }

    static Contact.Parsed parseAccount(String text) {
        return parse("acct", decoded(text.startsWith("@") ? text.substring(1) : text));
    }

    private static Contact.Parsed parse(String scheme, String address) {
        var at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1)
            return Contact.Parsed.refused("is not an address such as `ana@example.org`");
        var local = address.substring(0, at);
        if (Hostile.in(address)) return Contact.Parsed.refused("holds a character that addresses never hold");
        if (!LOCAL.matcher(local).matches()) return Contact.Parsed.refused("has a malformed part before the @");
        if (local.getBytes(StandardCharsets.UTF_8).length > LONGEST_LOCAL) {
            return Contact.Parsed.refused("has more than 64 bytes before the @");
        }
        if (mixesScripts(local)) return Contact.Parsed.refused("mixes scripts that look alike");
        var domain = domain(address.substring(at + 1));
        if (domain.isEmpty()) return Contact.Parsed.refused("has a malformed domain");
        var entered = local + "@" + domain;
        if (entered.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Contact.Parsed.refused("is longer than 254 bytes");
        }
        var matched = Normalizer.normalize(local.toLowerCase(Locale.ROOT), Normalizer.Form.NFC) + "@" + domain;
        return Contact.Parsed.of(scheme, matched, entered);
    }

    /** The domain in ASCII (A-labels), or empty if it is none. */
    private static String domain(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (!PLAIN.matcher(lower).matches() || lower.contains("xn--")) {
            if (mixesScripts(lower)) return "";
            var ascii = new StringBuilder();
            var info = new IDNA.Info();
            DOMAINS.nameToASCII(lower, ascii, info);
            if (info.hasErrors()) return "";
            lower = ascii.toString();
        }
        return lower.length() <= 253 && DOMAIN.matcher(lower).matches() ? lower : "";
    }

    private static boolean mixesScripts(String text) {
        return !PLAIN.matcher(text).matches() && SPOOFS.failsChecks(text);
    }

    /** RFC 6068: an address in a URI may be percent-encoded; a plus stays a plus. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) return text;
        try {
            var plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Normalizer.normalize(plain, Normalizer.Form.NFC);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
