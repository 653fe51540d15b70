package dev.askfirst.selfservice;

import dev.askfirst.consent.Stops;
import dev.askfirst.person.Addressee;
import dev.askfirst.person.Link;
import dev.askfirst.person.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Html;
import dev.askfirst.platform.Languages;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One-click unsubscribe by RFC 8058: a POST with the one pair withdraws, without login, cookie or redirect; repeating it
 * is harmless. GET and HEAD change nothing: scanners follow links. A token nobody made answers like any other, in the
 * language of the browser: the person's own would tell that there is one.
 */
@Path("/u/{token}")
@RunOnVirtualThread
public class UnsubscribeResource {

    private static final String PAIR_NAME = "List-Unsubscribe";
    private static final String PAIR_VALUE = "One-Click";

    @CheckedTemplate(basePath = "selfservice")
    static class Templates {
        static native TemplateInstance unsubscribe();

        static native TemplateInstance unsubscribed();
    }

    private final Links links;
    private final Stops stops;

    UnsubscribeResource(Links links, Stops stops) {
        this.links = links;
        this.stops = stops;
    }

    @GET
    public Response page(@PathParam("token") String token, @HeaderParam("Accept-Language") String languages) {
        return Html.page(Languages.ofHeader(languages), Templates.unsubscribe());
    }

    @POST
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    public Response unsubscribe(
            @PathParam("token") String token,
            @HeaderParam("Content-Type") String mediaType,
            @HeaderParam("Accept-Language") String languages,
            InputStream body) {
        if (!FormBody.read(body, mediaType).all(PAIR_NAME).contains(PAIR_VALUE)) {
            throw Fault.invalid(PAIR_NAME, "must be `One-Click`");
        }
        var link = links.open(token, Link.Purpose.ONE_CLICK).orElseGet(UnsubscribeResource::nobodys);
        stops.topic(link);
        return Html.page(Languages.ofHeader(languages), Templates.unsubscribed());
    }

    /** The same work for a token nobody made: a look for a contact point that is not there. */
    private static Link nobodys() {
        return new Link(
                Link.Purpose.ONE_CLICK, new Addressee.AtPoint(UUID.randomUUID()), "-", "-", "-", LocalDate.EPOCH);
    }
}
