package dev.askfirst.mailbox;

import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/** Takes mail that came back to a sender, one message at a time. */
@Path("/v1/mails")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.SENDER)
@RunOnVirtualThread
public class MailsResource {

    private final Mails mails;

    MailsResource(Mails mails) {
        this.mails = mails;
    }

    @POST
    @Consumes("message/rfc822")
    public MailReply take(InputStream message, @Context SecurityContext security) {
        return mails.take(message, Caller.of(security));
    }
}
