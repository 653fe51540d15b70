package dev.askfirst.platform.http;

import dev.askfirst.platform.Challenge;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.postgres.Outage;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.common.core.BlockingNotAllowedException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where what went wrong becomes an HTTP answer. */
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final ServedRoutes routes;

    Problems(ServedRoutes routes) {
        this.routes = routes;
    }

    @ServerExceptionMapper
    Response toProblem(Fault fault, RoutingContext request) {
        return answerOrCut(fault, request);
    }

    @ServerExceptionMapper(
            value = {AuthenticationFailedException.class, UnauthorizedException.class},
            priority = 1)
    Response unauthenticated(Throwable e, UriInfo uri) {
        // People with a browser are shown the door.
        if (uri.getPath().equals("/console") || uri.getPath().startsWith("/console/")) {
            return Redirect.to("/console/enter");
        }
        // A token that was sent and is not taken: the fault says which of its claims is wrong.
        if (e.getCause() instanceof Fault fault) return answer(fault);
        return answer(Fault.of(ProblemCode.UNAUTHENTICATED, "no bearer token was sent"));
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException e, ContainerRequestContext request) {
        var roles = routes.roles(request.getMethod(), path(request));
        var detail = roles.isEmpty()
                ? "the token's `groups` do not allow this"
                : "the token's `groups` name none of the roles that may do this: `" + String.join("`, `", roles) + "`";
        return answer(Fault.of(ProblemCode.FORBIDDEN, detail));
    }

    /**
     * The framework buffers bodies up to a limit on the event loop; beyond it, it tries a blocking read, which fails.
     */
    @ServerExceptionMapper
    Response tooLargeToBuffer(BlockingNotAllowedException e) {
        return answer(Fault.of(ProblemCode.TOO_LARGE, "the body is too large"));
    }

    @ServerExceptionMapper
    Response fromFramework(WebApplicationException e, ContainerRequestContext request, RoutingContext routing) {
        if (e.getCause() instanceof Fault fault) return answerOrCut(fault, routing);
        if (Disconnects.isOne(e)) RequestWatch.callerIsGone(routing);
        return switch (e) {
            case NotFoundException _ -> answer(Fault.of(ProblemCode.NOT_FOUND, "no such path or id"));
            case NotAllowedException _ -> notAllowed(path(request));
            case NotSupportedException _ -> notRead(request.getMethod(), path(request));
            default -> byStatus(e);
        };
    }

    private Response notAllowed(String path) {
        var methods = String.join(", ", routes.methods(path));
        var fault = Fault.of(ProblemCode.METHOD_NOT_ALLOWED, "this path takes " + methods);
        return Response.fromResponse(answer(fault)).header("Allow", methods).build();
    }

    private Response notRead(String method, String path) {
        var types = String.join(", ", routes.reads(method, path));
        var fault = Fault.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "this path reads " + types);
        var response = Response.fromResponse(answer(fault));
        // RFC 9110, 15.5.16, and RFC 5789, 2.2.
        return response.header(method.equals("PATCH") ? "Accept-Patch" : "Accept", types)
                .build();
    }

    private static String path(ContainerRequestContext request) {
        return request.getUriInfo().getPath();
    }

    @ServerExceptionMapper
    Response bug(Exception e, RoutingContext request) {
        if (Disconnects.isOne(e)) RequestWatch.callerIsGone(request);
        return answerOrCut(fault(e), request);
    }

    /** A reply that has begun cannot become another one: it is cut off, so that nobody takes what there is for the whole. */
    private static Response answerOrCut(Fault fault, RoutingContext request) {
        if (!request.response().headWritten()) return answer(fault);
        LOG.debugf("a reply was cut off: %s", fault.getMessage());
        var closed = request.request().connection().close();
        // Else the framework would end it properly.
        if (!Context.isOnEventLoopThread())
            closed.toCompletionStage().toCompletableFuture().join();
        return Response.noContent().build();
    }

    /** What the caller is told of this failure; what is a mistake of ours goes into the log. */
    static Fault fault(Throwable e) {
        if (e instanceof Fault fault) return fault;
        var outage = Outage.in(e);
        if (outage.isPresent()) return (Fault) Outage.undecided("the database does not answer as it should", e);
        if (Disconnects.isOne(e)) {
            LOG.debugf("a caller went away: %s", e.getMessage());
            return Fault.invalid("body", "ended before it was whole");
        }
        // The caller gets a number to quote; what happened stands in the log under it.
        var number = UUID.randomUUID();
        LOG.errorf(e, "unexpected failure %s", number);
        return Fault.of(ProblemCode.INTERNAL, "failure " + number);
    }

    private static Response byStatus(WebApplicationException e) {
        return switch (e.getResponse().getStatus()) {
            case 400 -> answer(Fault.invalid("body", "cannot be read"));
            case 406 -> answer(Fault.of(ProblemCode.NOT_ACCEPTABLE, "no form of the answer is acceptable to you"));
            case 413 -> answer(Fault.of(ProblemCode.TOO_LARGE, "the body is too large"));
            default -> e.getResponse();
        };
    }

    static Response answer(Fault fault) {
        var response =
                Response.status(fault.code().status()).type(Problem.MEDIA_TYPE).entity(Problem.of(fault));
        headers(fault).forEach(response::header);
        return response.build();
    }

    /** What stands in the head of the reply beside its type. */
    static Map<String, Object> headers(Fault fault) {
        var headers = new LinkedHashMap<String, Object>(fault.headers());
        headers.put("Cache-Control", "no-store");
        fault.retryAfter().ifPresent(wait -> headers.put("Retry-After", Math.max(1, wait.toSeconds())));
        switch (fault.code()) {
            case OVERLOADED, UNDECIDED -> headers.putIfAbsent("Retry-After", 1);
            case UNAUTHENTICATED -> headers.putIfAbsent(Challenge.HEADER, Challenge.NO_TOKEN);
            case FORBIDDEN -> headers.put(Challenge.HEADER, Challenge.insufficientScope(fault.getMessage()));
            case TOO_LARGE -> headers.put("Connection", "close");
            default -> {}
        }
        return headers;
    }
}
