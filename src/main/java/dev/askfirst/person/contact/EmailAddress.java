package dev.askfirst.person.contact;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** E-mail addresses and accounts: RFC 5321/6531 addresses, domains by UTS 46. Tags and dots are not touched. */
final class EmailAddress {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_LABEL = 63;
    private static final String SIGNS = "!#$%&'*+/=?^_`{|}~-";
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
        return parse("mailto", text);
    }

    static Contact.Parsed parseAccount(String text) {
        return parse("acct", text.startsWith("@") ? text.substring(1) : text);
    }

    private static Contact.Parsed parse(String scheme, String written) {
        return decoded(written)
                .map(address -> parsed(scheme, address))
                .orElseGet(() -> Contact.Parsed.refused("has a percent sign that encodes nothing; its own is `%25`"));
    }

    private static Contact.Parsed parsed(String scheme, String address) {
        var at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1) {
            return Contact.Parsed.refused("is not an address such as `ana@example.org`");
        }
        var local = address.substring(0, at);
        if (Hostile.in(address)) return Contact.Parsed.refused("holds a character that addresses never hold");
        if (!isLocal(local)) return Contact.Parsed.refused("has a malformed part before the @");
        // Small letters can need more bytes than capitals: both spellings have to fit.
        var matched = Contact.normalised(local.toLowerCase(Locale.ROOT));
        if (bytes(local, matched) > LONGEST_LOCAL) {
            return Contact.Parsed.refused("has more than 64 bytes before the @");
        }
        if (mixesScripts(local)) return Contact.Parsed.refused("mixes scripts that look alike");
        var domain = domain(address.substring(at + 1));
        if (domain.isEmpty()) return Contact.Parsed.refused("has a malformed domain");
        if (bytes(local, matched) + 1 + domain.length() > LONGEST) {
            return Contact.Parsed.refused("is longer than 254 bytes");
        }
        return Contact.Parsed.of(scheme, matched + "@" + domain, local + "@" + domain);
    }

    /** RFC 5321 dot-atom, with the letters of RFC 6531. No quoted strings, no source routes. */
    private static boolean isLocal(String local) {
        var afterDot = true;
        for (var i = 0; i < local.length(); i += Character.charCount(local.codePointAt(i))) {
            var c = local.codePointAt(i);
            if (c == '.' ? afterDot : !isAtom(c)) return false;
            afterDot = c == '.';
        }
        return !afterDot;
    }

    private static boolean isAtom(int c) {
        return c >= 'a' && c <= 'z'
                || c >= '0' && c <= '9'
                || Character.isLetterOrDigit(c)
                || SIGNS.indexOf(c) >= 0
                || c >= 0x80 && isMark(c);
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** The domain in ASCII (A-labels), or empty if it is none. */
    private static String domain(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (!isAscii(lower) || lower.contains("xn--")) {
            var ascii = new StringBuilder();
            var info = new IDNA.Info();
            DOMAINS.nameToASCII(lower, ascii, info);
            if (info.hasErrors() || mixesScriptsInALabel(lower)) return "";
            lower = ascii.toString();
        }
        return isDomain(lower) ? lower : "";
    }

    /** At least two labels of letters, digits and inner hyphens; the last does not start with a digit. */
    private static boolean isDomain(String domain) {
        var last = domain.lastIndexOf('.');
        if (domain.length() > LONGEST_DOMAIN || last < 1 || last + 2 >= domain.length()) return false;
        if (Character.isDigit(domain.charAt(last + 1))) return false;
        var start = 0;
        for (var i = 0; i <= domain.length(); i++) {
            if (i == domain.length() || domain.charAt(i) == '.') {
                if (!isLabel(domain, start, i)) return false;
                start = i + 1;
            }
        }
        return true;
    }

    private static boolean isLabel(String domain, int start, int end) {
        if (start == end || end - start > LONGEST_LABEL) return false;
        if (domain.charAt(start) == '-' || domain.charAt(end - 1) == '-') return false;
        for (var i = start; i < end; i++) {
            var c = domain.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') return false;
        }
        return true;
    }

    /** Each label is judged as people see it: `почта.example` is two scripts in two labels and deceives nobody. */
    private static boolean mixesScriptsInALabel(String domain) {
        var seen = DOMAINS.nameToUnicode(domain, new StringBuilder(), new IDNA.Info());
        return Stream.of(seen.toString().split("\\.")).anyMatch(EmailAddress::mixesScripts);
    }

    private static boolean mixesScripts(String text) {
        return !isAscii(text) && SPOOFS.failsChecks(text);
    }

    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) return false;
        return true;
    }

    private static int bytes(String one, String other) {
        return Math.max(bytes(one), bytes(other));
    }

    private static int bytes(String text) {
        return isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** RFC 6068: an address in a URI may be percent-encoded; a plus stays a plus. */
    private static Optional<String> decoded(String text) {
        if (text.indexOf('%') < 0) return Optional.of(text);
        try {
            var plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(Contact.normalised(plain));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
