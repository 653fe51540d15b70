package dev.askfirst.search.moves;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a yes was said, as far as it is counted: of a web address no query and no fragment, which may name somebody.
 *
 * @param campaign by which somebody came there, as the address says in {@code utm_campaign}; empty if it does not
 */
record Source(String place, String campaign) {

    static final Source NONE = new Source("", "");

    private static final int LONGEST = 80;
    private static final Pattern WEB = Pattern.compile("(?i)https?://.+");

    static Source of(Optional<String> text) {
        return text.map(Source::read).orElse(NONE);
    }

    private static Source read(String text) {
        if (!WEB.matcher(text).matches()) return new Source(cut(text), "");
        try {
            var uri = URI.create(text.strip());
            if (uri.getHost() == null) return new Source(cut(text.replaceFirst("[?#].*", "")), "");
            var path = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("/$", "");
            return new Source(cut(uri.getHost() + path), campaign(uri.getRawQuery()));
        } catch (IllegalArgumentException _) {
            return new Source(cut(text.replaceFirst("[?#].*", "")), "");
        }
    }

    private static String campaign(String query) {
        if (query == null) return "";
        return Arrays.stream(query.split("&"))
                .filter(it -> it.startsWith("utm_campaign="))
                .map(it -> it.substring(it.indexOf('=') + 1))
                .map(it -> cut(URLDecoder.decode(it, StandardCharsets.UTF_8)))
                .findFirst()
                .orElse("");
    }

    /** Without what a table cannot show, and not too long. */
    static String cut(String text) {
        var clean = text.replaceAll("\\p{C}", " ").strip();
        return clean.codePointCount(0, clean.length()) <= LONGEST
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
