package dev.askfirst.mailbox.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds addresses in texts of mail. Whether one is good, whoever uses it must find out. */
public final class MailAddresses {

    private static final Pattern ADDRESS = Pattern.compile(
            "(?:\"[^\"\\s]{1,64}\"|[^\\s<>()\\[\\]\\\\,;:@\"]{1,64})@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,250}[\\p{L}\\p{N}])?");

    /** An address, and where in the text it stands. */
    record Found(String address, int at, int end) {}

    private MailAddresses() {}

    /** The addresses in a text, in their order. */
    public static List<String> in(String text) {
        return found(text).stream().map(Found::address).toList();
    }

    static List<Found> found(String text) {
        var all = new ArrayList<Found>();
        var matcher = ADDRESS.matcher(text);
        while (matcher.find()) all.add(new Found(bare(matcher.group()), matcher.start(), matcher.end()));
        return all;
    }

    /** Whether two addresses are spelled alike but for capitals. */
    static boolean alike(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    private static String bare(String address) {
        return address.replaceFirst("^['.=]+", "");
    }
}
