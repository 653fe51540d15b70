package dev.askfirst.platform.http;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.json.Json;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/**
 * Serves {@code /q/} on a port of its own and nowhere else, so that no proxy has to hide it from the public. The
 * framework's own management interface is fixed at build time, but the same build must also run with one port alone.
 */
@ApplicationScoped
public class ManagementPort {

    /** Once it is known whether the request was cut off, before anything answers. */
    private static final int EARLY = 9_000;

    /** What a path may carry in each of its parts without being another path. */
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

    private final ManagementConfig config;
    private final Vertx vertx;
    private Optional<HttpServer> server = Optional.empty();

    ManagementPort(ManagementConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void guard(@Observes Filters filters) {
        if (config.port().isPresent()) filters.register(this::guard, EARLY);
    }

    /** After everything that a start checks and prepares. */
    void open(@Observes @Priority(Integer.MAX_VALUE) StartupEvent starting) {
        if (config.port().isEmpty()) return;
        var options = new HttpServerOptions()
                .setHost(config.host())
                .setHttp2ClearTextEnabled(false)
                .setPort(config.port().getAsInt());
        try {
            server = Optional.of(vertx.createHttpServer(options)
                    .requestHandler(VertxHttpRecorder.getRootHandler())
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());
        } catch (CompletionException e) {
            throw new StartRefused("cannot listen on the management port %d: %s"
                    .formatted(options.getPort(), e.getCause().getMessage()));
        }
    }

    void close(@Observes ShutdownEvent stopping) {
        server.ifPresent(HttpServer::close);
    }

    private void guard(RoutingContext request) {
        var here = request.request().localAddress().port() == config.port().getAsInt();
        if (here == forOperators(request.normalizedPath())) {
            request.next();
            return;
        }
        var problem = Problem.of(Fault.of(ProblemCode.NOT_FOUND, "no such path or id"));
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(Json.write(problem));
    }

    /** A path without what its parts may carry. */
    static String plain(String path) {
        return PARAMETERS.matcher(path).replaceAll("");
    }

    public static boolean forOperators(String path) {
        var plain = plain(path);
        return plain.equals("/q") || plain.startsWith("/q/");
    }
}
