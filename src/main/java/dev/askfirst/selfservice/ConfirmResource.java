package dev.askfirst.selfservice;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.Act;
import dev.askfirst.consent.Confirmations;
import dev.askfirst.consent.Evidence;
import dev.askfirst.person.Links;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Html;
import dev.askfirst.platform.ProblemCode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/**
 * The page behind the link of a double opt-in. GET and HEAD change nothing, for scanners follow links; the button's POST
 * confirms, once.
 */
@Path("/c/{token}")
@RunOnVirtualThread
public class ConfirmResource {

    @CheckedTemplate(basePath = "selfservice")
    static class Templates {
        static native TemplateInstance confirm(
                String controllerName,
                String controllerContact,
                String topicName,
                String channelName,
                String words,
                String language);

        static native TemplateInstance confirmed(String controllerName, String topicName);

        static native TemplateInstance tooLate();
    }

    private final Links links;
    private final Confirmations confirmations;
    private final CatalogService catalogs;

    ConfirmResource(Links links, Confirmations confirmations, CatalogService catalogs) {
        this.links = links;
        this.confirmations = confirmations;
        this.catalogs = catalogs;
    }

    @GET
    public Response page(@PathParam("token") String token) {
        return links.openGrant(token)
                .flatMap(confirmations::asked)
                .map(asked -> Html.page(question(asked)))
                .orElseGet(BrokenLink::page);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(@PathParam("token") String token, InputStream body) {
        var answer = FormBody.read(body, MediaType.APPLICATION_FORM_URLENCODED).get("answer");
        if (!"yes".equals(answer)) throw Fault.invalid("answer", "must be `yes`");
        var grant = links.openGrant(token);
        var asked = grant.flatMap(confirmations::asked);
        return asked.map(it -> confirm(grant.orElseThrow(), it)).orElseGet(BrokenLink::page);
    }

    private Response confirm(UUID grant, Confirmations.Asked asked) {
        try {
            confirmations.confirm(grant, Evidence.Method.PAGE, Caller.LINK_HOLDER);
            var names = new CatalogNames(catalogs.newest());
            return Html.page(Templates.confirmed(names.controller(asked.controller()), names.topic(asked.topic())));
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.CONFLICT) throw fault;
            return Html.page(409, Templates.tooLate());
        }
    }

    private TemplateInstance question(Confirmations.Asked asked) {
        var catalog = catalogs.newest();
        var names = new CatalogNames(catalog);
        var notice = asked.notice().flatMap(it -> catalog.notice(it.id(), it.version(), Optional.of(it.language())));
        return Templates.confirm(
                names.controller(asked.controller()),
                names.contact(asked.controller()),
                names.topic(asked.topic()),
                names.channel(asked.channel()),
                notice.map(CatalogDocument.Notice::words).orElse(""),
                asked.notice().map(Act.NoticeShown::language).orElse(""));
    }
}
