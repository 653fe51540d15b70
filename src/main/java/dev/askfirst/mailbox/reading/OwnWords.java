package dev.askfirst.mailbox.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What somebody wrote themselves, above what mail programs put below: the quoted message and a signature. */
public final class OwnWords {

    private static final Pattern QUOTE_BEGINS =
            Pattern.compile("(?i)^\\s*(?:>.*|-{3,}.{0,60}|_{5,}\\s*|\\*{5,}.{0,60}|begin forwarded message.*"
                    + "|(?:from|von|de|da|van|från|fra|od|от|发件人|差出人)\\s?:\\s?.{0,200}@.*)$");
    private static final Pattern ATTRIBUTION = Pattern.compile(
            "(?i)(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|kirjoitti|napisał\\(a\\)|napisał|пише|написал|yazdı|写道|のメール)[^\\n]{0,120}\\s?[:：]\\s*$");
    private static final Pattern DATED = Pattern.compile(
            "(?i)^\\s*(?:on|am|le|el|em|il|op|den|w dniu|в|at|dnia)\\s.{0,200}(?:\\d{4}|\\d{1,2}[:.]\\d{2}|@).{0,200}$");
    private static final Pattern SIGNATURE = Pattern.compile(
            "(?i)^(?:-- ?|(?:sent|get|gesendet|envoyé|enviado|inviato|verzonden|skickat|wysłane) (?:from|with|von|mit|depuis|desde|de|da|van|från|z|outlook).{0,80})$");

    private OwnWords() {}

    /** The lines above the quoted message, without empty ones. */
    public static List<String> above(String text) {
        var own = new ArrayList<String>();
        var lines = lines(text);
        for (var i = 0; i < lines.size() && !ends(lines, i); i++) own.add(lines.get(i));
        return own;
    }

    /** The same, and what stands between and below lines that are marked as quoted, each by itself. */
    public static List<String> all(String text) {
        var own = new ArrayList<String>();
        var lines = lines(text);
        for (var i = 0; i < lines.size(); i++) {
            if (isQuoted(lines.get(i)) || isAttribution(lines, i) && isQuotedSoon(lines, i)) continue;
            if (ends(lines, i)) break;
            own.add(lines.get(i));
        }
        return own;
    }

    private static List<String> lines(String text) {
        return MailHeaders.lines(text)
                .lines()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private static boolean ends(List<String> lines, int at) {
        var line = lines.get(at);
        return QUOTE_BEGINS.matcher(line).matches() || SIGNATURE.matcher(line).matches() || isAttribution(lines, at);
    }

    /** Such as `On Monday, Ana wrote:`, which may be broken into two lines. */
    private static boolean isAttribution(List<String> lines, int at) {
        var line = lines.get(at);
        var next = at + 1 < lines.size() ? lines.get(at + 1) : "";
        return ATTRIBUTION.matcher(line).find()
                || DATED.matcher(line).matches() && (ATTRIBUTION.matcher(next).find() || isQuoted(next));
    }

    private static boolean isQuotedSoon(List<String> lines, int at) {
        return lines.stream().skip(at + 1L).limit(2).anyMatch(OwnWords::isQuoted);
    }

    private static boolean isQuoted(String line) {
        return line.startsWith(">");
    }
}
