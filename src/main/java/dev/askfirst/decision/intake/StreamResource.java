package dev.askfirst.decision.intake;

import dev.askfirst.decision.answer.AnswerWriter;
import dev.askfirst.decision.answer.Explanations;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;

/** A stream of questions, one per line and without a limit; answers are sent while the caller goes on writing. */
@Path("/v1/decisions/stream")
@Consumes(StreamResource.NDJSON)
@Produces(StreamResource.NDJSON)
@RolesAllowed(Caller.SENDER)
@RunOnVirtualThread
public class StreamResource {

    static final String NDJSON = "application/x-ndjson";

    private final Desk desk;
    private final Alternatives alternatives;
    private final Explanations explanations;
    private final AnswerWriter writer;

    StreamResource(Desk desk, Alternatives alternatives, Explanations explanations, AnswerWriter writer) {
        this.explanations = explanations;
        this.writer = writer;
        this.desk = desk;
        this.alternatives = alternatives;
    }

    @POST
    public Response askAll(
            InputStream body, @HeaderParam("Accept-Language") String languages, @Context SecurityContext security) {
        var source = new QuestionStream.Source(Caller.of(security).requireSender(), body);
        var explanation = explanations.in(languages);
        var stream = new QuestionStream(desk, alternatives, answers -> writer.lines(answers, explanation), source);
        StreamingOutput output = stream::answer;
        return Response.ok(output, NDJSON).header("X-Accel-Buffering", "no").build();
    }
}
