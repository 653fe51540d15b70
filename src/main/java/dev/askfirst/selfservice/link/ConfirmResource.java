package dev.askfirst.selfservice.link;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.Confirmations;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.language.LanguageChoice;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.selfservice.form.BrokenLink;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import dev.askfirst.selfservice.form.FormBody;
import dev.askfirst.selfservice.form.Mending;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/**
 * The page behind the link of a double opt-in. GET and HEAD change nothing, for scanners follow links; the buttons' POST
 * confirms, once, or says no.
 */
@Path("/c/{token}")
@RunOnVirtualThread
public class ConfirmResource {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance confirm(CatalogNames.Named names, CatalogDocument.Notice words);

        static native TemplateInstance confirmed(CatalogNames.Named names, String since);

        static native TemplateInstance declined(CatalogNames.Named names);

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
    public Response page(@PathParam("token") String token, @Context HttpHeaders headers) {
        return grant(token)
                .flatMap(confirmations::asked)
                .map(asked -> {
                    var language = language(asked, headers);
                    return Html.page(language, page(asked, language));
                })
                .orElseGet(() -> BrokenLink.page(LanguageChoice.of(headers)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(@PathParam("token") String token, @Context HttpHeaders headers, InputStream body) {
        var answer = FormBody.read(body).text("answer");
        if (!answer.equals("yes") && !answer.equals("no")) throw Fault.invalid("answer", "must be `yes` or `no`");
        var grant = grant(token);
        return grant.flatMap(confirmations::asked)
                .map(asked -> answer(answer.equals("yes"), grant.orElseThrow(), asked, language(asked, headers)))
                .orElseGet(() -> BrokenLink.page(LanguageChoice.of(headers)));
    }

    private Response answer(boolean yes, UUID grant, Confirmations.Asked asked, String language) {
        try {
            if (yes) confirmations.confirm(grant, Evidence.Method.PAGE, Caller.LINK_HOLDER);
            else confirmations.decline(grant, Evidence.Method.PAGE, Caller.LINK_HOLDER);
            var names = names(asked, language);
            return Html.page(language, yes ? Templates.confirmed(names, "") : Templates.declined(names));
        } catch (Fault fault) {
            return switch (fault.code()) {
                case CONFLICT -> answered(grant, language);
                // Somebody who is erased by now: there is nothing left to confirm, and nothing to take back.
                case UNKNOWN_PERSON -> Html.page(409, language, Templates.tooLate());
                default -> throw fault;
            };
        }
    }

    /** Pressed twice, or opened again: what was said before is the answer. */
    private Response answered(UUID grant, String language) {
        return confirmations
                .asked(grant)
                .filter(asked -> asked.standing() == Confirmations.Standing.CONFIRMED)
                .map(asked -> Html.page(language, confirmed(asked, language)))
                .orElseGet(() -> Html.page(409, language, Templates.tooLate()));
    }

    private Optional<UUID> grant(String token) {
        return Mending.open(token, links::openGrant);
    }

    private TemplateInstance page(Confirmations.Asked asked, String language) {
        return switch (asked.standing()) {
            case WAITING -> question(asked, language);
            case CONFIRMED -> confirmed(asked, language);
            case OVER -> Templates.tooLate();
        };
    }

    private TemplateInstance confirmed(Confirmations.Asked asked, String language) {
        var dates = new Dates(Preferences.NONE, language);
        return Templates.confirmed(
                names(asked, language), asked.confirmed().map(dates::time).orElse(""));
    }

    private TemplateInstance question(Confirmations.Asked asked, String language) {
        var words = asked.notice()
                .flatMap(it -> catalogs.newest().notice(it.id(), it.version(), Optional.of(it.language())));
        return Templates.confirm(names(asked, language), words.orElse(null));
    }

    private CatalogNames.Named names(Confirmations.Asked asked, String language) {
        var names = new CatalogNames(catalogs.newest(), language);
        return names.named(asked.controller(), asked.topic(), asked.channel());
    }

    /** The language that was chosen here, or in which the person was asked, else the browser's. */
    private static String language(Confirmations.Asked asked, HttpHeaders headers) {
        return LanguageChoice.in(headers.getCookies())
                .or(() -> asked.notice().map(it -> Languages.first(it.language())))
                .orElseGet(() -> LanguageChoice.of(headers));
    }
}
