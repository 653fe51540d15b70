package dev.askfirst.selfservice.rush;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Redirect;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Whether a person wants to be offered a pause in a rush. A link is enough: it lets nothing in, and keeps nothing out. */
@Path("/me/rush")
@RunOnVirtualThread
public class RushResource {

    private final SessionGuard guard;
    private final RushWatch watch;

    RushResource(SessionGuard guard, RushWatch watch) {
        this.guard = guard;
        this.watch = watch;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response set(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, "/me", (visit, form) -> {
            switch (form.text("watch")) {
                case "on" -> watch.set(visit.person(), true);
                case "off" -> watch.set(visit.person(), false);
                default -> throw Fault.invalid("watch", "must be `on` or `off`");
            }
            return Redirect.to("/me#rush");
        });
    }
}
