package dev.askfirst.platform.http;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.json.Json;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;

/** Refuses requests that do not say once, and readably, which host they are for (RFC 9112, 3.2). */
@ApplicationScoped
class HostCheck {

    private static final int FIRST = 200;
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._~%!$&'()*+,;=-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{0,5})?");

    void register(@Observes Filters filters) {
        filters.register(HostCheck::check, FIRST);
    }

    /** Most bad requests fail in the framework, before any route, and would be logged as server errors. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(HostCheck::failed);
    }

    private static void failed(RoutingContext request) {
        if (request.statusCode() == 400
                && !isGood(request)
                && !request.response().headWritten()) refuse(request);
        else request.next();
    }

    private static void check(RoutingContext request) {
        if (isGood(request)) request.next();
        else refuse(request);
    }

    private static void refuse(RoutingContext request) {
        var problem = Problem.of(Fault.invalid("Host", "must stand in the request once, as `Host: ask.example`"));
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(Json.write(problem));
    }

    private static boolean isGood(RoutingContext request) {
        return isGood(
                request.request().headers().getAll(HttpHeaders.HOST),
                request.request().version());
    }

    /** HTTP/1.0 needs no {@code Host}, and some health checkers still use it. */
    private static boolean isGood(List<String> hosts, HttpVersion version) {
        if (hosts.isEmpty()) return version == HttpVersion.HTTP_1_0;
        return hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches();
    }
}
