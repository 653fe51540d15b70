package dev.askfirst.authzen;

import dev.askfirst.platform.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What the standard demands of HTTP below `/access/v1/`: the request's id comes back, and an error is a line of text. */
@ApplicationScoped
class Transport {

    private static final String BELOW = "/access/v1/";
    private static final int BEFORE_LIMITS = 150;
    private static final int BAD_REQUEST = 400;
    private static final int OTHER_MEDIA_TYPE = 415;
    private static final MediaType TEXT = MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8");

    void register(@Observes Filters filters) {
        filters.register(Transport::repeatId, BEFORE_LIMITS);
    }

    private static void repeatId(RoutingContext request) {
        if (request.request().path().startsWith(BELOW)) {
            var id = request.request().getHeader(RequestId.HEADER);
            if (id != null) request.response().putHeader(RequestId.HEADER, id);
        }
        request.next();
    }

    @ServerResponseFilter
    void tellErrorsAsText(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Problem problem)) return;
        if (!request.getUriInfo().getPath().startsWith(BELOW)) return;
        var wrong = response.getStatus() == OTHER_MEDIA_TYPE
                ? "`Content-Type` is not `application/json`"
                : Wording.of(problem);
        if (response.getStatus() == OTHER_MEDIA_TYPE) response.setStatus(BAD_REQUEST);
        response.setEntity(wrong, new Annotation[0], TEXT);
    }
}
