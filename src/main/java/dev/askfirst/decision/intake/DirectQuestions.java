package dev.askfirst.decision.intake;

import dev.askfirst.platform.http.ProblemReply;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.KnownTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Answers a single question without the REST layer, which costs a good part of what a question costs. It takes
 * {@linkplain PlainRequest plain} requests of senders whose token was verified before, after all filters; every other one
 * goes on, untouched, to {@link DecisionResource}, which does the same with it ({@link OneQuestion}).
 */
@ApplicationScoped
class DirectQuestions {

    private static final CharSequence TYPE = HttpHeaders.createOptimized("application/json;charset=UTF-8");

    /** After all filters, whose orders are negative, and before the REST layer. */
    private static final int ORDER = 0;

    private final OneQuestion question;
    private final KnownTokens tokens;
    private final Counter taken;

    DirectQuestions(OneQuestion question, KnownTokens tokens, MeterRegistry registry) {
        this.question = question;
        this.tokens = tokens;
        this.taken = Counter.builder("askfirst.questions.direct")
                .description("single questions that needed no REST layer")
                .register(registry);
    }

    void register(@Observes Router router) {
        router.post(PlainRequest.PATH).order(ORDER).handler(this::take);
    }

    private void take(RoutingContext request) {
        var sender = sender(request);
        if (sender.isEmpty()) {
            request.next();
            return;
        }
        taken.increment();
        // The framework holds the body back until somebody reads it.
        request.request()
                .body()
                .onSuccess(body -> answer(sender.get(), body, request))
                .onFailure(failure -> ProblemReply.send(failure, request));
        request.request().resume();
    }

    private Optional<Caller> sender(RoutingContext request) {
        return PlainRequest.is(request.request()) ? tokens.caller(request, Caller.SENDER) : Optional.empty();
    }

    private void answer(Caller sender, Buffer body, RoutingContext request) {
        // Whoever decides must not be kept busy with replies: they leave from where the request came in.
        var loop = Vertx.currentContext();
        try {
            asked(sender, body, request)
                    .whenComplete((answer, failure) -> loop.runOnContext(_ -> {
                        if (failure == null) reply(answer, request);
                        else ProblemReply.send(failure, request);
                    }));
        } catch (RuntimeException | Error e) {
            ProblemReply.send(e, request);
        }
    }

    private CompletionStage<byte[]> asked(Caller sender, Buffer body, RoutingContext request) {
        var headers = request.request().headers();
        return question.answer(
                sender,
                body.getBytes(),
                headers.get(OneQuestion.KEY),
                headers.get(OneQuestion.TIMEOUT),
                headers.get(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static void reply(byte[] answer, RoutingContext request) {
        var response = request.response();
        // Nobody is there any more: the decision is on record, as with any reply that is lost.
        if (response.closed()) return;
        response.putHeader(HttpHeaders.CONTENT_TYPE, TYPE).end(Buffer.buffer(answer));
    }
}
