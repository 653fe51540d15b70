package dev.askfirst.mailbox.reading;

import dev.askfirst.mailbox.reading.FailedRecipient.Lasting;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether an address is gone for good, by the status code (RFC 3463) and by what the other side said. Words outrank codes:
 * servers say `550 5.1.1` of a full mailbox, and `554 5.0.0` of somebody unknown. What neither tells is passing, since an
 * address that bounces again is told of again, but one that is given up is lost.
 */
final class Verdict {

    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([45])\\.(\\d{1,2})\\.(\\d{1,3})(?![\\d.]\\d)");
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45])[0-5]\\d(?![\\d.])");
    private static final Pattern BAD_ADDRESS = Pattern.compile("5\\.(?:1\\.(?:0|1|2|3|6|10)|4\\.4)");
    private static final String UNSPECIFIC = ".0.0";

    private Verdict() {}

    /**
     * What a status and a diagnostic say of a message that was given up; {@code text} is asked where they say too little. That an
     * address is not there (4.1.x) is what the other side has said for days then.
     */
    static Lasting givenUp(String status, String diagnostic, String text) {
        var said = NoticeWords.plain(status + " " + diagnostic);
        if (status.startsWith("4.1.") && NoticeWords.says("gone", said) && !NoticeWords.says("passing", said))
            return Lasting.GONE;
        return of(status, diagnostic, text);
    }

    /** What a status and a diagnostic say; {@code text} is asked where they say too little. */
    static Lasting of(String status, String diagnostic, String text) {
        var said = NoticeWords.plain(status + " " + diagnostic);
        if (!says(said)) said = said + " " + NoticeWords.plain(text);
        var code = code(status, said);
        if (status.startsWith("2")) return Lasting.DELIVERED;
        if (code.startsWith("4") || NoticeWords.says("passing", said)) return Lasting.PASSING;
        if (NoticeWords.says("gone", said)) return Lasting.GONE;
        return BAD_ADDRESS.matcher(code).matches() ? Lasting.GONE : Lasting.PASSING;
    }

    private static boolean says(String plain) {
        return NoticeWords.says("passing", plain) || NoticeWords.says("gone", plain);
    }

    private static String code(String status, String said) {
        var given = first(STATUS, status);
        var inText = first(STATUS, said);
        if (given.isPresent() && (!given.get().endsWith(UNSPECIFIC) || inText.isEmpty())) return given.get();
        return inText.or(() -> first(REPLY, said)).orElse("");
    }

    private static Optional<String> first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
