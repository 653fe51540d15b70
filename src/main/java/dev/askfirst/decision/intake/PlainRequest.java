package dev.askfirst.decision.intake;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Set;

/**
 * A request in whose form there is nothing to negotiate, to decode or to refuse. What is not clearly plain is not: the REST
 * layer knows what to do with it.
 */
final class PlainRequest {

    static final String PATH = "/v1/decisions";

    private static final String NONE = "";

    /** No header can hold this. */
    private static final String SEVERAL = "\n";

    /** As clients send it; all JSON is UTF-8. */
    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/json;charset=utf-8",
            "application/json; charset=utf-8",
            "application/json;charset=UTF-8",
            "application/json; charset=UTF-8");

    /** All of which JSON is surely one. */
    private static final Set<String> ACCEPTED =
            Set.of(NONE, "*/*", "application/json", "application/json, text/plain, */*", "application/json, */*");

    /** What a question is read from besides; each of them at most once. */
    private static final List<CharSequence> ONCE = List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.createOptimized(OneQuestion.KEY),
            HttpHeaders.createOptimized(OneQuestion.TIMEOUT));

    /** What says that the body is not just there to be read. */
    private static final List<CharSequence> NEVER =
            List.of(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CONTENT_ENCODING, HttpHeaders.EXPECT);

    private static final int MOST_DIGITS = 5;

    private PlainRequest() {}

    static boolean is(HttpServerRequest request) {
        var headers = request.headers();
        return request.version() == HttpVersion.HTTP_1_1
                && request.path().equals(PATH)
                && TYPES.contains(only(headers, HttpHeaders.CONTENT_TYPE))
                && ACCEPTED.contains(only(headers, HttpHeaders.ACCEPT))
                && isShort(only(headers, HttpHeaders.CONTENT_LENGTH))
                && ONCE.stream().noneMatch(name -> only(headers, name).equals(SEVERAL))
                && NEVER.stream().noneMatch(headers::contains);
    }

    /** What stands in this header; {@link #NONE} without it, and {@link #SEVERAL} where it is there twice or empty. */
    private static String only(MultiMap headers, CharSequence name) {
        var values = headers.getAll(name);
        if (values.isEmpty()) return NONE;
        return values.size() > 1 || values.getFirst().isEmpty() ? SEVERAL : values.getFirst();
    }

    private static boolean isShort(String length) {
        return !length.isEmpty()
                && length.length() <= MOST_DIGITS
                && length.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && Integer.parseInt(length) <= OneQuestion.MOST_BYTES;
    }
}
