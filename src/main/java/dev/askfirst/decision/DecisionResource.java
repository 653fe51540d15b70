package dev.askfirst.decision;

import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.IdempotencyKey;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.Problem;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Questions over HTTP: who is asking, is it well-formed, and the answer. No thinking. */
@Path("/v1/decisions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DecisionResource {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_BATCH_BYTES = 2 * 1024 * 1024;
    private static final int MOST_QUESTIONS = 1000;

    record BatchRequest(List<DecisionRequest> questions) {}

    record BatchReply(List<Object> decisions) {}

    record ErrorItem(Problem error) {}

    private final Desk desk;
    private final DecisionLookup lookup;

    DecisionResource(Desk desk, DecisionLookup lookup) {
        this.desk = desk;
        this.lookup = lookup;
    }

    @POST
    @RolesAllowed(Caller.SENDER)
    @NonBlocking
    public CompletionStage<DecisionReply> ask(
            InputStream body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("Request-Timeout") String timeout,
            @Context SecurityContext security) {
        var sender = Caller.of(security.getUserPrincipal()).requireSender();
        var request = Json.read(body, DecisionRequest.class, MOST_BYTES);
        if (request.key() != null) {
            throw Fault.invalid("key", "stands only in a batch; one question takes the header `Idempotency-Key`");
        }
        var asked = request.checked(idempotency(sender, key, request));
        return desk.ask(sender, List.of(asked), limit(timeout)).thenApply(answers -> one(answers.getFirst()));
    }

    @POST
    @Path("/batch")
    @RolesAllowed(Caller.SENDER)
    @NonBlocking
    public CompletionStage<BatchReply> askMany(
            InputStream body, @HeaderParam("Request-Timeout") String timeout, @Context SecurityContext security) {
        var sender = Caller.of(security.getUserPrincipal()).requireSender();
        var questions = Json.read(body, BatchRequest.class, MOST_BATCH_BYTES).questions();
        if (questions == null || questions.isEmpty()) throw Fault.invalid("questions", "are missing");
        if (questions.size() > MOST_QUESTIONS) {
            throw Fault.invalid("questions", "are more than " + MOST_QUESTIONS);
        }
        return new Batch(sender, questions).ask(desk, limit(timeout));
    }

    @GET
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE})
    @RunOnVirtualThread
    public RecordedReply decision(@PathParam("id") String id, @Context SecurityContext security) {
        return lookup.decision(id, Caller.of(security.getUserPrincipal()));
    }

    private static DecisionReply one(Answer answer) {
        return switch (answer) {
            case Answer.Given(var reply) -> reply;
            case Answer.Refused(var fault) -> throw fault;
        };
    }

    private static Optional<IdempotencyKey> idempotency(String sender, String key, DecisionRequest request) {
        if (key == null) return Optional.empty();
        if (key.isBlank() || key.length() > IdempotencyKey.LONGEST) {
            throw Fault.invalid("Idempotency-Key", "has 1 to " + IdempotencyKey.LONGEST + " characters");
        }
        return Optional.of(IdempotencyKey.of(sender, key, request.toString()));
    }

    private static Optional<Duration> limit(String timeout) {
        if (timeout == null) return Optional.empty();
        if (!timeout.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")) {
            throw Fault.invalid("Request-Timeout", "is not a number of seconds such as `2` or `0.5`");
        }
        return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(timeout) * 1000)));
    }

    /** Many questions: those that are malformed are answered in their place and stop nothing. */
    private record Batch(String sender, List<DecisionRequest> questions) {

        CompletionStage<BatchReply> ask(Desk desk, Optional<Duration> limit) {
            var items = new ArrayList<Object>(questions.size());
            var asked = new ArrayList<Asked>(questions.size());
            var places = new ArrayList<Integer>(questions.size());
            for (var question : questions) {
                try {
                    if (question == null) throw Fault.invalid("questions", "hold a null");
                    asked.add(question.checked(sender));
                    places.add(items.size());
                    items.add(null);
                } catch (Fault fault) {
                    items.add(error(fault));
                }
            }
            if (asked.isEmpty()) return CompletableFuture.completedStage(new BatchReply(items));
            return desk.ask(sender, asked, limit).thenApply(answers -> {
                for (var i = 0; i < places.size(); i++) items.set(places.get(i), item(answers.get(i)));
                return new BatchReply(items);
            });
        }

        private static Object item(Answer answer) {
            return switch (answer) {
                case Answer.Given(var reply) -> reply;
                case Answer.Refused(var fault) -> error(fault);
            };
        }

        private static ErrorItem error(Fault fault) {
            return new ErrorItem(Problem.of(fault));
        }
    }
}
