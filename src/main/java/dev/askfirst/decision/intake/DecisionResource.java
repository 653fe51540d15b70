package dev.askfirst.decision.intake;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.AnswerWriter;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.answer.Explanations;
import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.history.RecordedReply;
import dev.askfirst.decision.lane.Deadline;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Questions over HTTP: identifies the caller, checks the form, returns the answer. Decides nothing itself. */
@Path("/v1/decisions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DecisionResource {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_BATCH_BYTES = 2 * 1024 * 1024;
    private static final int MOST_QUESTIONS = 1000;

    private final Desk desk;
    private final Alternatives alternatives;
    private final DecisionLookup lookup;
    private final Explanations explanations;
    private final AnswerWriter writer;

    DecisionResource(
            Desk desk,
            Alternatives alternatives,
            DecisionLookup lookup,
            Explanations explanations,
            AnswerWriter writer) {
        this.explanations = explanations;
        this.writer = writer;
        this.desk = desk;
        this.alternatives = alternatives;
        this.lookup = lookup;
    }

    @POST
    @RolesAllowed(Caller.SENDER)
    @NonBlocking
    public CompletionStage<byte[]> ask(
            InputStream body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("Request-Timeout") String timeout,
            @HeaderParam("Accept-Language") String languages,
            @Context SecurityContext security) {
        var sender = Caller.of(security).requireSender();
        var request = QuestionReader.one(Json.bytes(body, MOST_BYTES));
        if (request.key() != null) {
            throw Fault.invalid("key", "stands only in a batch; one question takes the header `Idempotency-Key`");
        }
        var asked = request.checked(idempotency(sender, key, request));
        var deadline = desk.deadline(limit(timeout));
        return desk.ask(sender, List.of(asked), deadline)
                .thenCompose(answers -> alternatives.added(sender, answers, deadline))
                .thenApply(answers -> writer.one(answers.getFirst(), explanations.in(languages)));
    }

    @POST
    @Path("/batch")
    @RolesAllowed(Caller.SENDER)
    @RunOnVirtualThread
    public byte[] askMany(
            InputStream body,
            @HeaderParam("Request-Timeout") String timeout,
            @HeaderParam("Accept-Language") String languages,
            @Context SecurityContext security) {
        var sender = Caller.of(security).requireSender();
        var items = QuestionReader.many(Json.bytes(body, MOST_BATCH_BYTES), MOST_QUESTIONS);
        var batch = BatchItems.of(sender, items);
        var decided = decided(sender, batch.asked(), desk.deadline(limit(timeout)));
        return writer.batch(batch.answers(decided), explanations.in(languages));
    }

    @GET
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE})
    @RunOnVirtualThread
    public RecordedReply decision(
            @PathParam("id") String id,
            @HeaderParam("Accept-Language") String languages,
            @Context SecurityContext security) {
        return lookup.decision(id, Caller.of(security), languages);
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
        if (!timeout.matches("[0-9]{1,4}(\\.[0-9]{1,9})?")) {
            throw Fault.invalid("Request-Timeout", "is not a number of seconds such as `2` or `0.5`");
        }
        return Optional.of(Duration.ofNanos(Math.round(Double.parseDouble(timeout) * 1e9)));
    }

    private List<Answer> decided(String sender, List<CheckedQuestion> asked, Deadline deadline) {
        if (asked.isEmpty()) return List.of();
        try {
            return desk.ask(sender, asked, deadline)
                    .thenCompose(answers -> alternatives.added(sender, answers, deadline))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Fault fault ? fault : e;
        }
    }
}
