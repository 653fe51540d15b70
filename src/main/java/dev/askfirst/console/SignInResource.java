package dev.askfirst.console;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.http.PublicAddress;
import dev.askfirst.platform.security.Tokens;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Sends staff to the identity provider, and lets them in when they come back as staff. */
@Path("/console")
@RunOnVirtualThread
public class SignInResource {

    private static final String ERRAND = "askfirst-console-errand";

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance entered(Layout frame, String next);
    }

    private final Provider provider;
    private final Tokens tokens;
    private final StaffSessions badges;
    private final StaffSessionCookie cookie;
    private final boolean secure;

    SignInResource(
            Provider provider, Tokens tokens, StaffSessions badges, StaffSessionCookie cookie, PublicAddress address) {
        this.provider = provider;
        this.tokens = tokens;
        this.badges = badges;
        this.cookie = cookie;
        this.secure = address.secure();
    }

    @GET
    @Path("/sign-in")
    public Response signIn() {
        try {
            var errand = provider.begin();
            return Response.fromResponse(Redirect.away(errand.address()))
                    .cookie(errand(errand.state() + "." + errand.verifier(), 600))
                    .build();
        } catch (Fault fault) {
            return wrong(fault);
        }
    }

    @GET
    @Path("/back")
    public Response back(
            @QueryParam("code") String code, @QueryParam("state") String state, @Context HttpHeaders headers) {
        try {
            var held = headers.getCookies().get(ERRAND);
            var parts = held == null ? new String[0] : held.getValue().split("\\.", 2);
            if (parts.length != 2 || code == null || !same(parts[0], state))
                throw Fault.invalid("state", "is not that of somebody who was sent to sign in from here a moment ago");
            var token = tokens.verify(provider.token(code, parts[1]))
                    .filter(ConsoleDoorResource::isStaff)
                    .orElseThrow(() -> Fault.of(ProblemCode.FORBIDDEN, "you are not one of staff"));
            // A page of ours goes on: a browser would not send the new cookie along on the way from elsewhere.
            var page = PageGuard.page(200, Templates.entered(Layout.NOBODY, ConsoleDoorResource.start(token.caller())));
            return Response.fromResponse(page)
                    .cookie(cookie.of(badges.open(token)), errand("", 0))
                    .build();
        } catch (Fault fault) {
            return wrong(fault);
        }
    }

    private static Response wrong(Fault fault) {
        return PageGuard.page(fault.code().status(), PageGuard.Templates.problem(Layout.NOBODY, fault.getMessage()));
    }

    private static boolean same(String held, String state) {
        return state != null
                && MessageDigest.isEqual(held.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    }

    /** Sent along when the provider sends them back, and only then. */
    private NewCookie errand(String value, int seconds) {
        return new NewCookie.Builder(ERRAND)
                .value(value)
                .path("/console/back")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
