package dev.askfirst.platform.http;

import dev.askfirst.platform.Problem;
import dev.askfirst.platform.json.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionException;

/** What went wrong as an HTTP answer, where the REST layer is not asked. */
public final class ProblemReply {

    private ProblemReply() {}

    /** Answers with the problem that this failure is. */
    public static void send(Throwable failure, RoutingContext context) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var response = context.response();
        RequestId.log(response);
        var fault = Problems.fault(cause);
        if (response.headWritten() || response.closed()) return;
        response.setStatusCode(fault.code().status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        Problems.headers(fault).forEach((name, value) -> response.putHeader(name, value.toString()));
        response.end(Json.write(Problem.of(fault)));
    }
}
