package dev.askfirst.selfservice.form;

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

/** The small forms that our buttons send, at most 1 KiB, and those of our pages. */
public final class FormBody {

    private static final int MOST_BYTES = 1024;

    /** Ten thousand characters of any script, each up to nine bytes as forms are encoded, and what stands beside them. */
    private static final int MOST_OF_A_PAGE = 96 * 1024;

    private static final int MOST_OF_TEXTS = 512 * 1024;

    private FormBody() {}

    public static Form read(InputStream body) {
        return form(text(body, MOST_BYTES));
    }

    /** Reads and drops a body; refused if it is too large. */
    public static void pass(InputStream body) {
        text(body, MOST_BYTES);
    }

    /** The form of one of our own pages, of up to 96 KiB. */
    public static Form page(InputStream body) {
        return form(text(body, MOST_OF_A_PAGE));
    }

    /** The form of a page into which whole messages are pasted, of up to 512 KiB. */
    public static Form texts(InputStream body) {
        return form(text(body, MOST_OF_TEXTS));
    }

    /** An urlencoded form with all its values. */
    public static Form form(String text) {
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
}
