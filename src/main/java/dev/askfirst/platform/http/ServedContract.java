package dev.askfirst.platform.http;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Shows the contract, {@code openapi.yaml} as it is, or as JSON. The framework's own way reads all of it into a model at each
 * start, which took a quarter of the start.
 */
@ApplicationScoped
class ServedContract {

    private static final String PATH = "/q/openapi";
    private static final String YAML = "application/yaml;charset=UTF-8";
    private static final String JSON = "application/json;charset=UTF-8";

    void register(@Observes Router router) {
        for (var ending : List.of("", ".yaml", ".yml", ".json")) {
            router.get(PATH + ending).blockingHandler(ServedContract::show, false);
            router.head(PATH + ending).blockingHandler(ServedContract::show, false);
        }
    }

    private static void show(RoutingContext request) {
        var json = wantsJson(request);
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, json ? JSON : YAML)
                .end(json ? AsJson.TEXT : AsYaml.TEXT);
    }

    /** By the path's ending, else by the parameter {@code format}, else by what the caller takes. */
    private static boolean wantsJson(RoutingContext request) {
        if (request.normalizedPath().startsWith(PATH + ".")) {
            return request.normalizedPath().startsWith(PATH + ".json");
        }
        var format = request.request().getParam("format");
        if (format != null) return format.equalsIgnoreCase("json");
        var accepted = request.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted == null) return false;
        var types = accepted.toLowerCase(Locale.ROOT);
        return types.contains("json") && !types.contains("yaml");
    }

    /** Read when somebody asks first. */
    private static final class AsYaml {

        private static final Buffer TEXT = Buffer.buffer(read());

        private static byte[] read() {
            try (var file = ServedContract.class.getResourceAsStream("/META-INF/openapi.yaml")) {
                return file.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Made when somebody asks first. */
    private static final class AsJson {

        private static final Buffer TEXT = Buffer.buffer(made());

        private static byte[] made() {
            try {
                return Json.MAPPER
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(new YAMLMapper().readTree(AsYaml.TEXT.getBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
