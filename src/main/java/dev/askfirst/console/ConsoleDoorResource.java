package dev.askfirst.console;

import dev.askfirst.console.oidc.ConsoleConfig;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.http.PublicAddress;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import dev.askfirst.platform.security.Tokens;
import dev.askfirst.selfservice.form.FormBody;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;

/** The way into the console and out of it. */
@Path("/console")
@RunOnVirtualThread
public class ConsoleDoorResource {

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance enter(Layout layout, boolean tokens, boolean provider, boolean wrong);
    }

    private final ConsoleConfig config;
    private final Tokens tokens;
    private final StaffSessions sessions;
    private final StaffSessionCookie cookie;
    private final PageGuard guard;
    private final PublicAddress address;

    ConsoleDoorResource(
            ConsoleConfig config,
            Tokens tokens,
            StaffSessions sessions,
            StaffSessionCookie cookie,
            PageGuard guard,
            PublicAddress address) {
        this.config = config;
        this.tokens = tokens;
        this.sessions = sessions;
        this.cookie = cookie;
        this.guard = guard;
        this.address = address;
    }

    @GET
    @Path("/enter")
    public Response enter() {
        return door(200, false);
    }

    @POST
    @Path("/enter")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response enter(@Context HttpHeaders headers, InputStream body) {
        var form = FormBody.page(body);
        if (!config.tokens() || !address.isOrigin(headers)) return door(403, true);
        var verified =
                tokens.verify(form.text("staff")).filter(it -> it.caller().isStaff());
        return verified.map(it -> Response.fromResponse(Redirect.to(Layout.start(it.caller())))
                        .cookie(cookie.of(sessions.open(it)))
                        .build())
                .orElseGet(() -> door(403, true));
    }

    @POST
    @Path("/leave")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
    @ForLimitedStaff
    public Response leave(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, "", _ -> {
            sessions.close(guard.session());
            return Response.fromResponse(Redirect.to(Layout.DOOR))
                    .cookie(cookie.gone())
                    .build();
        });
    }

    private Response door(int status, boolean wrong) {
        return PageGuard.page(
                status,
                Templates.enter(
                        Layout.NOBODY,
                        config.tokens(),
                        Optional.of(config).flatMap(ConsoleConfig::provider).isPresent(),
                        wrong));
    }
}
