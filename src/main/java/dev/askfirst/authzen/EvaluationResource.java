package dev.askfirst.authzen;

import dev.askfirst.decision.answer.Explanations;
import dev.askfirst.decision.intake.OneQuestion;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/** Access evaluations, one or many: who asks in the form of the standard is answered in that form. */
@Path("/access/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EvaluationResource {

    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final Evaluator evaluator;
    private final Explanations explanations;
    private final DecisionWriter writer;

    EvaluationResource(Evaluator evaluator, Explanations explanations, DecisionWriter writer) {
        this.evaluator = evaluator;
        this.explanations = explanations;
        this.writer = writer;
    }

    @POST
    @Path("/evaluation")
    @RolesAllowed(Caller.SENDER)
    @RunOnVirtualThread
    public String evaluation(
            InputStream body,
            @HeaderParam(RequestId.HEADER) String id,
            @HeaderParam(OneQuestion.TIMEOUT) String timeout,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        var evaluations = Evaluations.one(json(body, headers, OneQuestion.MOST_BYTES));
        return reply(evaluations, asking(security, id, timeout), headers);
    }

    @POST
    @Path("/evaluations")
    @RolesAllowed(Caller.SENDER)
    @RunOnVirtualThread
    public String evaluations(
            InputStream body,
            @HeaderParam(RequestId.HEADER) String id,
            @HeaderParam(OneQuestion.TIMEOUT) String timeout,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        var evaluations = Evaluations.many(json(body, headers, MOST_BYTES));
        return reply(evaluations, asking(security, id, timeout), headers);
    }

    private String reply(Evaluations evaluations, Evaluator.Asking asking, HttpHeaders headers) {
        var explanation = explanations.in(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        return evaluations.items().isEmpty()
                ? writer.one(evaluator.one(evaluations.defaults(), asking), explanation)
                : writer.many(evaluator.many(evaluations, asking), explanation);
    }

    private Evaluator.Asking asking(SecurityContext security, String id, String timeout) {
        return evaluator.asking(Caller.of(security).requireSender(), RequestId.of(id), OneQuestion.limit(timeout));
    }

    /** The standard wants the media type to be there, and calls another one a bad request. */
    private static byte[] json(InputStream body, HttpHeaders headers, int most) {
        if (headers.getMediaType() == null) throw Fault.invalid(HttpHeaders.CONTENT_TYPE, "is not `application/json`");
        return Json.bytes(body, most);
    }
}
