package dev.askfirst.platform.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** The name of one request: the caller's own, or one of ours. It stands in the reply and in whatever is logged about it. */
final class RequestId {

    private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-ID");

    /** Under which it stands in the log. */
    private static final String LOGGED = "request";

    /** Enough for anybody's numbers, and nothing that could be taken for something else in a log. */
    private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9_.~=+/:-]{1,64}");

    private RequestId() {}

    /** Names a request, by what it calls itself or, without a name that can be taken, by one that was never used. */
    static String give(String called, HttpServerResponse response) {
        var id = called != null && GOOD.matcher(called).matches()
                ? called
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        response.putHeader(HEADER, id);
        return id;
    }

    /** What is logged on the way of this request bears its name from here on. */
    static void log(HttpServerResponse response) {
        var id = response.headers().get(HEADER);
        if (id != null) MDC.put(LOGGED, id);
    }

    static CharSequence header() {
        return HEADER;
    }
}
