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
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The small forms that arrive from mail programs and our own buttons: urlencoded or multipart, at most 1 KiB. */
public final class FormBody {

    private static final int MOST_BYTES = 1024;
    private static final int MOST_OF_A_PAGE = 32 * 1024;
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:[^\r\n]*\\bname=\"([^\"\r\n]*)\"");

    private FormBody() {}

    static Map<String, String> read(InputStream body, String mediaType) {
        var text = text(body, MOST_BYTES);
        return mediaType.startsWith("multipart/") ? multipart(text, mediaType) : urlencoded(text);
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

    private static Map<String, String> urlencoded(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : text.strip().split("&")) {
            var equals = pair.indexOf('=');
            if (equals > 0) fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static Map<String, String> multipart(String text, String mediaType) {
        var boundary = BOUNDARY.matcher(mediaType);
        if (!boundary.find()) throw Fault.invalid("body", "has no multipart boundary");
        var fields = new LinkedHashMap<String, String>();
        Stream.of(text.split(Pattern.quote("--" + boundary.group(1)))).forEach(part -> {
            var blank = part.indexOf("\r\n\r\n");
            var name = NAME.matcher(part);
            if (blank > 0 && name.find())
                fields.putIfAbsent(name.group(1), part.substring(blank + 4).strip());
        });
        return fields;
    }
}
