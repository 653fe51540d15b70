package dev.askfirst.selfservice;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small forms that arrive from mail programs and our own buttons: urlencoded or multipart, at most 1 KiB. */
public final class FormBody {

    private static final int MOST_BYTES = 1024;
    private static final int MOST_OF_A_PAGE = 32 * 1024;
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\\s*(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern NAME =
            Pattern.compile("(?i)content-disposition:[^\r\n]*\\bname=(?:\"([^\"\r\n]*)\"|([^;\\s]+))");
    private static final Pattern BLANK = Pattern.compile("\r?\n\r?\n");

    private FormBody() {}

    /** Without a media type it is urlencoded, as forms are. */
    static Form read(InputStream body, String mediaType) {
        var text = text(body, MOST_BYTES);
        return mediaType != null && mediaType.toLowerCase(Locale.ROOT).startsWith("multipart/")
                ? multipart(text, mediaType)
                : form(text);
    }

    /** The form of one of our own pages, of up to 32 KiB. */
    public static Form page(InputStream body) {
        return form(text(body, MOST_OF_A_PAGE));
    }

    /** An urlencoded form with all its values. */
    static Form form(String text) {
        var fields = new LinkedHashMap<String, List<String>>();
        for (var pair : text.strip().split("&")) {
            var equals = pair.indexOf('=');
            if (equals <= 0) continue;
            fields.computeIfAbsent(decoded(pair.substring(0, equals)), _ -> new ArrayList<>())
                    .add(decoded(pair.substring(equals + 1)));
        }
        return new Form(fields);
    }

    private static String text(InputStream body, int most) {
        try {
            var bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw Fault.of(ProblemCode.TOO_LARGE, "the form is over %d KiB".formatted(most / 1024));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static Form multipart(String text, String mediaType) {
        var boundary = BOUNDARY.matcher(mediaType);
        if (!boundary.find()) throw Fault.invalid("body", "has no multipart boundary");
        var fields = new LinkedHashMap<String, List<String>>();
        for (var part : text.split(Pattern.quote("--" + either(boundary)))) {
            var blank = BLANK.matcher(part);
            var name = NAME.matcher(part);
            if (blank.find() && name.find() && name.start() < blank.start()) {
                fields.computeIfAbsent(either(name), _ -> new ArrayList<>())
                        .add(part.substring(blank.end()).strip());
            }
        }
        return new Form(fields);
    }

    /** What was found, in quotes or without. */
    private static String either(Matcher found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }
}
