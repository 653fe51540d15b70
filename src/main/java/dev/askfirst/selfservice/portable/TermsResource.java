package dev.askfirst.selfservice.portable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.portable.BroughtTerms;
import dev.askfirst.consent.portable.DocumentKeys;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.selfservice.session.AddressCodes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;

/** Terms that somebody brings from another installation. Whoever has the document and reads the code is the person. */
@Path("/v1/terms")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TermsResource {

    private static final int MOST_BYTES = 128 * 1024;
    private static final Duration LATER = Duration.ofMinutes(20);

    /** That a code is on its way. */
    record Asked(boolean codeSent) {}

    private final DocumentKeys keys;
    private final BroughtTerms brought;
    private final AddressCodes codes;

    TermsResource(DocumentKeys keys, BroughtTerms brought, AddressCodes codes) {
        this.keys = keys;
        this.brought = brought;
        this.codes = codes;
    }

    @GET
    @Path("/keys")
    public ObjectNode published() {
        return keys.published();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response bring(
            InputStream body, @Context HttpServerRequest request, @HeaderParam("Accept-Language") String languages) {
        var sent = Json.read(body, BringRequest.class, MOST_BYTES);
        var contact = sent.checked();
        var terms = brought.require(sent.terms());
        BroughtTerms.requireOwn(terms, contact);
        var holder = Holder.of(terms, contact);
        if (sent.typed().isEmpty()) {
            var language = sent.language() == null ? Languages.ofHeader(languages) : sent.language();
            return switch (codes.send(contact, holder, request, language)) {
                case SENT -> Response.accepted(new Asked(true)).build();
                case LIMITED ->
                    throw Fault.of(ProblemCode.ASKED_TOO_OFTEN, "enough codes were sent for now")
                            .retryAfter(LATER);
                case UNREACHABLE -> throw Fault.invalid("contact", "is no address that codes can be sent to here");
            };
        }
        if (!codes.fits(holder, sent.typed().get()))
            throw Fault.invalid("code", "is wrong, too old, or was tried too often: leave it out to get a new one");
        return Response.status(Response.Status.CREATED)
                .entity(brought.take(terms, contact))
                .build();
    }
}
