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
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
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
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Questions over HTTP: identifies the caller, checks the form, returns the answer. Decides nothing itself. */
@Path("/v1/decisions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DecisionResource {

    private static final int MOST_BATCH_BYTES = 2 * 1024 * 1024;
    private static final int MOST_QUESTIONS = 1000;

    private final Desk desk;
    private final Alternatives alternatives;
    private final DecisionLookup lookup;
    private final Explanations explanations;
    private final AnswerWriter writer;
    private final OneQuestion question;

    DecisionResource(
            Desk desk,
            Alternatives alternatives,
            DecisionLookup lookup,
            Explanations explanations,
            AnswerWriter writer,
            OneQuestion question) {
        this.question = question;
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
            @HeaderParam(OneQuestion.KEY) String key,
            @HeaderParam(OneQuestion.TIMEOUT) String timeout,
            @HeaderParam("Accept-Language") String languages,
            @Context SecurityContext security) {
        return question.answer(Caller.of(security), Json.bytes(body, OneQuestion.MOST_BYTES), key, timeout, languages);
    }

    @POST
    @Path("/batch")
    @RolesAllowed(Caller.SENDER)
    @RunOnVirtualThread
    public byte[] askMany(
            InputStream body,
            @HeaderParam(OneQuestion.TIMEOUT) String timeout,
            @HeaderParam("Accept-Language") String languages,
            @Context SecurityContext security) {
        var sender = Caller.of(security).requireSender();
        var items = QuestionReader.many(Json.bytes(body, MOST_BATCH_BYTES), MOST_QUESTIONS);
        var batch = BatchItems.of(sender, items);
        var decided = decided(sender, batch.asked(), desk.deadline(OneQuestion.limit(timeout)));
        return writer.batch(batch.answers(decided), explanations.in(languages));
    }

    @GET
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE})
    @RunOnVirtualThread
    @ForLimitedStaff
    public RecordedReply decision(
            @PathParam("id") String id,
            @HeaderParam("Accept-Language") String languages,
            @Context SecurityContext security) {
        return lookup.decision(id, Caller.of(security), languages);
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
