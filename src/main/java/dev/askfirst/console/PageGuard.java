package dev.askfirst.console;

import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.http.PublicAddress;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.form.Form;
import dev.askfirst.selfservice.form.FormBody;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets staff see pages and send forms. What another site sends in their name is not done; what goes wrong is a page too. */
@ApplicationScoped
public class PageGuard {

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance problem(Layout layout, String detail);
    }

    private static final String LANGUAGE = "en";

    private final SecurityIdentity identity;
    private final PublicAddress address;
    private final StaffLimit limit;

    PageGuard(SecurityIdentity identity, PublicAddress address, StaffLimit limit) {
        this.identity = identity;
        this.address = address;
        this.limit = limit;
    }

    /** Refuses, with a page, staff who are limited to controllers what does not keep to their limit. */
    @ServerRequestFilter
    Optional<Response> limited(ContainerRequestContext request, ResourceInfo route) {
        if (!StaffLimit.isConsole(request.getUriInfo().getPath())) return Optional.empty();
        if (!(request.getSecurityContext().getUserPrincipal() instanceof Caller caller)) return Optional.empty();
        return Optional.ofNullable(answer("", () -> {
            limit.require(caller, route.getResourceMethod());
            return null;
        }));
    }

    /** The staff session of the request; only the console's cookie counts. */
    StaffSession session() {
        StaffSession session = identity.getAttribute(StaffSession.ATTRIBUTE);
        if (session == null) throw new UnauthorizedException();
        return session;
    }

    /** Who of staff is signed in. */
    public Caller caller() {
        return session().caller();
    }

    /** What stands around a page of theirs. */
    public Layout layout(String at) {
        return Layout.of(session(), at);
    }

    /** A page of theirs. */
    public Response see(String at, Function<Layout, TemplateInstance> page) {
        return answer(at, () -> page(200, page.apply(Layout.of(session(), at))));
    }

    /** The same with another status: the page says what is wrong. */
    public Response see(int status, String at, Function<Layout, TemplateInstance> page) {
        return page(status, page.apply(Layout.of(session(), at)));
    }

    /** Something done with a form of ours. */
    public Response act(HttpHeaders headers, InputStream body, String at, Function<Form, Response> act) {
        return answer(at, () -> {
            var form = FormBody.page(body);
            if (!address.isOrigin(headers) || !isOurs(form.text(Form.TOKEN))) throw notOurs();
            return act.apply(form);
        });
    }

    /** Something done with a form of ours that came with a file, and with this token. */
    public Response actWithFile(HttpHeaders headers, String token, String at, Callable<Response> act) {
        return answer(at, () -> {
            if (!address.isOrigin(headers) || token == null || !isOurs(token)) throw notOurs();
            return act.call();
        });
    }

    private static Fault notOurs() {
        return Fault.of(ProblemCode.FORBIDDEN, "the form is too old, or not from here");
    }

    private boolean isOurs(String token) {
        return MessageDigest.isEqual(
                session().formToken().getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
    }

    /** What it answers; a fault as a page. */
    public Response answer(String at, Callable<Response> work) {
        try {
            return work.call();
        } catch (Fault fault) {
            return page(fault.code().status(), Templates.problem(Layout.of(session(), at), fault.getMessage()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A page with this status. */
    public static Response page(int status, TemplateInstance page) {
        return Html.scripted(Response.status(status), LANGUAGE, page).build();
    }
}
