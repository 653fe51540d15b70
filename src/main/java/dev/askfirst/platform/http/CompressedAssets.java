package dev.askfirst.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Serves style sheets and scripts compressed. They are the same for everybody, so how small they get tells nothing. Pages are
 * never compressed here: they hold secrets beside what others may have put there (BREACH).
 */
@ApplicationScoped
class CompressedAssets {

    /** After all filters, whose orders are negative, and before the files of the framework. */
    private static final int BEFORE_FILES = 0;

    private static final Pattern ASSET =
            Pattern.compile("/assets/(?:[a-z]+/)?[A-Za-z-]+(?:\\.iife)?(?:\\.min)?\\.(css|js)");
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css;charset=UTF-8", "js", "text/javascript;charset=UTF-8");
    private static final Pattern GZIP = Pattern.compile("(?i)\\s*(?:gzip|\\*)\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*$).*)?");

    private final Map<String, Buffer> made = new ConcurrentHashMap<>();

    void register(@Observes Router router) {
        for (var method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            router.route(method, "/assets/*").order(BEFORE_FILES).handler(this::serve);
        }
    }

    private void serve(RoutingContext request) {
        var asset = ASSET.matcher(request.normalizedPath());
        if (!asset.matches()) {
            request.next();
            return;
        }
        request.response().putHeader(HttpHeaders.VARY, "accept-encoding");
        var body = takesGzip(request) ? body(asset.group()) : Optional.<Buffer>empty();
        if (body.isEmpty()) {
            request.next();
            return;
        }
        var reply = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(asset.group(1)))
                .putHeader(HttpHeaders.CONTENT_ENCODING, "gzip")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, immutable, max-age=86400");
        if (request.request().method().equals(HttpMethod.HEAD)) {
            reply.putHeader(
                            HttpHeaders.CONTENT_LENGTH,
                            Integer.toString(body.get().length()))
                    .end();
        } else {
            reply.end(body.get());
        }
    }

    private static boolean takesGzip(RoutingContext request) {
        var accepted = request.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null
                && Arrays.stream(accepted.split(","))
                        .anyMatch(it -> GZIP.matcher(it).matches());
    }

    /** Only files that there are get remembered. */
    private Optional<Buffer> body(String path) {
        var known = made.get(path);
        if (known != null) return Optional.of(known);
        var body = compressed(path);
        body.ifPresent(it -> made.put(path, it));
        return body;
    }

    private static Optional<Buffer> compressed(String path) {
        try (var file = CompressedAssets.class.getResourceAsStream("/META-INF/resources" + path)) {
            if (file == null) return Optional.empty();
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                file.transferTo(gzip);
            }
            return Optional.of(Buffer.buffer(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
