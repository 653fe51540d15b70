package dev.askfirst.selfservice.deputy;

import dev.askfirst.consent.deputy.DeputyReply;
import dev.askfirst.consent.deputy.DeputyRequest;
import dev.askfirst.consent.deputy.DeputyService;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.deputy.Mandate;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.json.Json;
import dev.askfirst.selfservice.form.Dates;
import dev.askfirst.selfservice.form.Form;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.Visit;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A person names who may act for them, sees who may, and ends it at once. All of it takes a code. */
@Path("/me/deputies")
@RunOnVirtualThread
public class OwnDeputiesResource {

    static final String PATH = "/me/deputies";

    /** One who may act; dates are empty where none was set. */
    public record OwnDeputy(
            String id, String name, String contact, String kind, List<String> may, String until, String link) {}

    /**
     * The whole page.
     *
     * @param wrong the name of the text that says why nobody was named; empty if nothing was refused
     * @param typed the name that was typed then
     * @param tomorrow the first day that can be an end
     */
    public record View(List<OwnDeputy> deputies, String wrong, String typed, String tomorrow) {}

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance deputies(Visit visit, View view);
    }

    private final SessionGuard guard;
    private final DeputyService deputies;
    private final OwnTerms terms;

    OwnDeputiesResource(SessionGuard guard, DeputyService deputies, OwnTerms terms) {
        this.guard = guard;
        this.deputies = deputies;
        this.terms = terms;
    }

    @GET
    public Response list(@Context HttpHeaders headers) {
        return guard.see(
                headers, Session.Level.CODE, PATH, visit -> visit.page(Templates.deputies(visit, view(visit, "", ""))));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response press(@Context HttpHeaders headers, InputStream body) {
        return guard.act(
                headers,
                body,
                Session.Level.CODE,
                PATH,
                (visit, form) -> form.given("end").isPresent() ? end(visit, form) : name(visit, form));
    }

    private Response end(Visit visit, Form form) {
        var deputy = form.id("end").orElseThrow(() -> Fault.invalid("end", "is none of those on the page"));
        try {
            deputies.end(
                    visit.person(), deputy, Evidence.Method.PAGE, visit.self().caller());
            return Redirect.to(PATH);
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.NOT_FOUND) throw fault;
            throw Fault.invalid("end", "is none of those on the page");
        }
    }

    private Response name(Visit visit, Form form) {
        var request = request(visit, form);
        if (request.isEmpty()) return refused(visit, form, 400, "wrong");
        try {
            deputies.nameOnPage(visit.person(), request.get(), visit.self().caller());
            return Redirect.to(PATH);
        } catch (Fault fault) {
            return switch (fault.code()) {
                case ProblemCode.INVALID_REQUEST -> refused(visit, form, 400, "wrong");
                case ProblemCode.CONFLICT -> refused(visit, form, 409, "full");
                default -> throw fault;
            };
        }
    }

    /** What was filled in; empty if it names nobody, or nothing that they may do, or no day. */
    private Optional<DeputyRequest> request(Visit visit, Form form) {
        var name = form.text("name").strip();
        var contact = form.text("contact").strip();
        var may = Arrays.stream(Right.values())
                .filter(it -> form.all("may").contains(Json.text(it)))
                .toList();
        var kind = Arrays.stream(Mandate.Kind.values())
                .filter(it -> Json.text(it).equals(form.text("kind")))
                .findFirst();
        if (name.isEmpty() || kind.isEmpty() || may.isEmpty()) return Optional.empty();
        var reached = contact.isEmpty() ? null : contact;
        try {
            return Optional.of(new DeputyRequest(name, kind.get(), may, until(visit, form), reached, null));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The end of the day that was chosen, where the person lives; null if none was. */
    private Instant until(Visit visit, Form form) {
        if (form.text("until").isBlank()) return null;
        var zone = dates(visit).zone();
        return LocalDate.parse(form.text("until"))
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant();
    }

    private Dates dates(Visit visit) {
        return new Dates(terms.of(visit.person(), true).terms().preferences(), visit.language());
    }

    private Response refused(Visit visit, Form form, int status, String why) {
        return visit.page(status, Templates.deputies(visit, view(visit, why, form.text("name"))));
    }

    private View view(Visit visit, String wrong, String typed) {
        var seen = terms.of(visit.person(), true);
        var dates = new Dates(seen.terms().preferences(), visit.language());
        var standing = deputies.standing(visit.person()).stream()
                .map(it -> own(it, dates))
                .toList();
        return new View(standing, wrong, typed, dates.day(seen.at()).plusDays(1).toString());
    }

    private static OwnDeputy own(DeputyReply it, Dates dates) {
        return new OwnDeputy(
                it.id().toString(),
                it.name().orElse(""),
                it.contact().orElse(""),
                Json.text(it.kind()),
                it.may().stream().map(Json::text).toList(),
                // The end of a day is told as that day.
                it.until().map(end -> dates.date(end.minusSeconds(1))).orElse(""),
                it.link().orElse(""));
    }
}
