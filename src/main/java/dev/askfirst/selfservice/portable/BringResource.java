package dev.askfirst.selfservice.portable;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.portable.BroughtTerms;
import dev.askfirst.consent.portable.PortableTerms;
import dev.askfirst.consent.portable.TrustedIssuers;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.Html;
import dev.askfirst.selfservice.session.AddressCodes;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.Visit;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/** Where people bring their terms: a file and an address, then the code that was sent there. Nothing is kept in between. */
@Path("/me/bring")
@RunOnVirtualThread
public class BringResource {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance bring(String address, String wrong);

        static native TemplateInstance bringCode(String terms, String address, String contact, String wrong);

        static native TemplateInstance brought(Visit visit, BringView view);
    }

    private final TrustedIssuers issuers;
    private final BroughtTerms brought;
    private final AddressCodes codes;
    private final SessionGuard guard;
    private final CatalogService catalogs;

    BringResource(
            TrustedIssuers issuers,
            BroughtTerms brought,
            AddressCodes codes,
            SessionGuard guard,
            CatalogService catalogs) {
        this.issuers = issuers;
        this.brought = brought;
        this.codes = codes;
        this.guard = guard;
        this.catalogs = catalogs;
    }

    @GET
    public Response form(@Context HttpHeaders headers) {
        if (!issuers.any()) throw Fault.of(ProblemCode.NOT_FOUND, "no terms are taken here");
        return Html.page(SessionGuard.language(headers), Templates.bring("", ""));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response bring(@Context HttpHeaders headers, @Context HttpServerRequest request, @BeanParam BringForm form) {
        var language = SessionGuard.language(headers);
        var address = form.address == null ? "" : form.address.strip();
        if (!guard.fromHere(headers)) return wrong(language, address, "wrongFile");
        var document = document(form);
        var contact = Contact.tryParse((address.contains("@") ? "mailto:" : "tel:") + address.replace("%", "%25"))
                .contact();
        return switch (brought.read(document)) {
            case TrustedIssuers.Reading.Refused(var why) -> wrong(language, address, note(why));
            case TrustedIssuers.Reading.Read(var terms) -> {
                if (contact.filter(it -> BroughtTerms.isOwn(terms, it)).isEmpty())
                    yield wrong(language, address, "wrongAddress");
                yield form.code == null
                        ? send(terms, contact.get(), document, address, request, language)
                        : take(terms, contact.get(), document, address, form.code, headers);
            }
        };
    }

    private Response send(
            PortableTerms terms,
            Contact contact,
            String document,
            String address,
            HttpServerRequest request,
            String language) {
        return switch (codes.send(contact, Holder.of(terms, contact), request, language)) {
            case SENT -> Html.page(language, Templates.bringCode(document, address, shown(contact), ""));
            case LIMITED -> wrong(language, address, "wrongLimit");
            case UNREACHABLE -> wrong(language, address, "wrongAddress");
        };
    }

    private Response take(
            PortableTerms terms, Contact contact, String document, String address, String code, HttpHeaders headers) {
        var language = SessionGuard.language(headers);
        if (!codes.fits(Holder.of(terms, contact), code))
            return Html.page(400, language, Templates.bringCode(document, address, shown(contact), "codeWrong"));
        try {
            var taken = brought.take(terms, contact);
            var opened = codes.open(contact, guard.visit(headers).map(Visit::session));
            var visit = Visit.of(opened.session(), language);
            return guard.page(
                    opened, visit, Templates.brought(visit, BringView.of(taken, catalogs.newest(), language)));
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.CONFLICT) throw fault;
            return wrong(language, address, "wrongAgain");
        }
    }

    private static String shown(Contact contact) {
        return contact.entered();
    }

    private static Response wrong(String language, String address, String note) {
        return Html.page(400, language, Templates.bring(address, note));
    }

    private static String note(TrustedIssuers.Why why) {
        return switch (why) {
            case UNREADABLE, ALTERED -> "wrongFile";
            case ISSUER -> "wrongIssuer";
            case EXPIRED -> "wrongExpired";
            case AUDIENCE -> "wrongAudience";
            case NO_KEYS -> "wrongKeys";
        };
    }

    /** As it was uploaded, or as the page with the code sends it again; too long a one is none. */
    private static String document(BringForm form) {
        if (form.file == null) return Optional.ofNullable(form.terms).orElse("").strip();
        if (form.file.size() > TrustedIssuers.LONGEST) return "";
        try {
            return Files.readString(form.file.uploadedFile(), StandardCharsets.US_ASCII)
                    .strip();
        } catch (CharacterCodingException _) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
