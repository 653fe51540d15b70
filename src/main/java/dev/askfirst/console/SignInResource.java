package dev.askfirst.console;

import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.console.oidc.AuthorizationRequest;
import dev.askfirst.console.oidc.Provider;
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
import java.util.Optional;

/** Sends staff to the identity provider, and lets them in, or on, when they come back as staff. */
@Path("/console")
@RunOnVirtualThread
public class SignInResource {

    private static final String COOKIE = "askfirst-console-sign-in";

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance entered(Layout layout, String next);
    }

    private final Provider provider;
    private final Tokens tokens;
    private final StaffSessions sessions;
    private final StaffSessionCookie session;
    private final StaffLimit limit;
    private final boolean secure;

    SignInResource(
            Provider provider,
            Tokens tokens,
            StaffSessions sessions,
            StaffSessionCookie session,
            StaffLimit limit,
            PublicAddress address) {
        this.provider = provider;
        this.tokens = tokens;
        this.sessions = sessions;
        this.session = session;
        this.limit = limit;
        this.secure = address.secure();
    }

    @GET
    @Path("/sign-in")
    public Response signIn(@QueryParam("next") String next) {
        try {
            var request = SessionRenewal.page(next)
                    .map(AuthorizationRequest::renewing)
                    .orElseGet(AuthorizationRequest::begun);
            return Response.fromResponse(Redirect.away(provider.address(request)))
                    .cookie(cookie(request.written(), 600))
                    .build();
        } catch (Fault fault) {
            return wrong(fault);
        }
    }

    @GET
    @Path("/back")
    public Response back(
            @QueryParam("code") String code, @QueryParam("state") String state, @Context HttpHeaders headers) {
        var request = Optional.ofNullable(headers.getCookies().get(COOKIE))
                .flatMap(it -> AuthorizationRequest.read(it.getValue()))
                .filter(it -> it.isOf(state));
        try {
            if (request.isEmpty())
                throw Fault.invalid("state", "is not that of somebody who was sent to sign in from here a moment ago");
            return enter(code, request.get());
        } catch (Fault fault) {
            var renewing = request.flatMap(AuthorizationRequest::renewing).isPresent();
            return renewing && fault.code() != ProblemCode.UNDECIDED ? door() : wrong(fault);
        }
    }

    private Response enter(String code, AuthorizationRequest request) {
        // Without a code there is an error, whose text is the provider's.
        if (code == null) throw Fault.of(ProblemCode.FORBIDDEN, "the identity provider did not sign you in");
        var token = ofStaff(provider.token(code, request));
        var next = request.renewing().flatMap(SessionRenewal::page).orElseGet(() -> Layout.start(token.caller()));
        // A page of ours goes on: a browser would not send the new cookie along on the way from elsewhere.
        return Response.fromResponse(PageGuard.page(200, Templates.entered(Layout.NOBODY, next)))
                .cookie(session.of(sessions.open(token)), cookie("", 0))
                .build();
    }

    /** Says what is missing: whoever sets up the provider reads it first. */
    private Tokens.Verified ofStaff(String accessToken) {
        var token = good(accessToken);
        if (!token.caller().isStaff())
            throw Fault.of(
                    ProblemCode.FORBIDDEN,
                    "you are not one of staff: `groups` of your token names neither `compliance` nor `admin`");
        limit.requireGood(token.caller());
        return token;
    }

    private Tokens.Verified good(String accessToken) {
        try {
            return tokens.require(accessToken);
        } catch (Fault fault) {
            if (fault.code() == ProblemCode.UNDECIDED) throw fault;
            throw Fault.of(ProblemCode.FORBIDDEN, fault.getMessage());
        }
    }

    /** Who has to sign in by hand again has no session any more that could be renewed. */
    private Response door() {
        return Response.fromResponse(Redirect.to(Layout.DOOR))
                .cookie(session.gone(), cookie("", 0))
                .build();
    }

    private static Response wrong(Fault fault) {
        return PageGuard.page(fault.code().status(), PageGuard.Templates.problem(Layout.NOBODY, fault.getMessage()));
    }

    /** Sent along when the provider sends them back, and only then. */
    private NewCookie cookie(String value, int seconds) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path("/console/back")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
