package dev.askfirst.selfservice.rights;

import dev.askfirst.consent.complaint.Complaint;
import dev.askfirst.consent.complaint.ComplaintRequest;
import dev.askfirst.consent.complaint.ComplaintService;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.json.Json;
import dev.askfirst.selfservice.form.CatalogNames;
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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A person complains to a company, and sees how far their complaints are. What they read is what is on record. */
@Path("/me/complaints")
@RunOnVirtualThread
public class OwnComplaintsResource {

    private static final String PATH = "/me/complaints";

    /** One whom they can complain to. */
    public record Company(String id, String name) {}

    /** One complaint; empty where there is nothing to tell yet, or any more. */
    public record OwnComplaint(
            String controller,
            String state,
            String filed,
            String due,
            String acknowledged,
            String resolved,
            String outcome,
            String text,
            String answer) {}

    /**
     * The whole page.
     *
     * @param typed what was typed and is too long or empty; empty else
     * @param wrong whether it could not be taken
     */
    public record View(
            List<OwnComplaint> complaints, List<Company> companies, String chosen, String typed, boolean wrong) {}

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance complaints(Visit visit, View view);
    }

    private final SessionGuard guard;
    private final ComplaintService complaints;
    private final OwnTerms terms;

    OwnComplaintsResource(SessionGuard guard, ComplaintService complaints, OwnTerms terms) {
        this.guard = guard;
        this.complaints = complaints;
        this.terms = terms;
    }

    @GET
    public Response list(@Context HttpHeaders headers) {
        return guard.see(
                headers,
                Session.Level.CODE,
                PATH,
                visit -> visit.page(Templates.complaints(visit, view(visit, "", "", false))));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response file(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.CODE, PATH, this::file);
    }

    private Response file(Visit visit, Form form) {
        var text = form.text("text");
        var seen = terms.of(visit.person(), true);
        var controller = form.text("controller");
        if (!seen.terms().spokenTo(controller)) throw Fault.invalid("controller", "is none of those on the page");
        if (text.isBlank() || text.length() > ComplaintRequest.LONGEST)
            return visit.page(400, Templates.complaints(visit, view(visit, controller, text, true)));
        complaints.fileOwn(address(visit, seen), controller, text, visit.self().caller());
        return Redirect.to(PATH);
    }

    /** The address that they proved in this visit, else their first one. */
    private static Contact address(Visit visit, OwnTerms.Seen seen) {
        var shown = visit.self().shown();
        return seen.contacts().stream()
                .filter(it -> it.contact().isPresent())
                .min(Comparator.comparing((ContactPoint it) -> !shown.equals(Optional.of(it.id()))))
                .flatMap(ContactPoint::contact)
                .map(Contact::parse)
                .orElseThrow(() -> Fault.invalid("contact", "is not known in full"));
    }

    private View view(Visit visit, String chosen, String typed, boolean wrong) {
        var seen = terms.of(visit.person(), true);
        var names = new CatalogNames(seen.catalog(), visit.language());
        var dates = new Dates(seen.terms().preferences(), visit.language());
        return new View(
                complaints.own(visit.person()).stream()
                        .map(it -> own(it, names, dates))
                        .toList(),
                seen.terms().controllers().stream()
                        .map(it -> new Company(it, names.controller(it)))
                        .sorted(Comparator.comparing(Company::name))
                        .toList(),
                chosen,
                typed,
                wrong);
    }

    private static OwnComplaint own(Complaint it, CatalogNames names, Dates dates) {
        return new OwnComplaint(
                names.controller(it.controller()),
                Json.text(it.state()),
                dates.date(it.receivedAt()),
                // The first instant that is too late: the last day is the one before.
                dates.date(it.dueAt().minusNanos(1000)),
                date(it.acknowledgedAt(), dates),
                date(it.resolvedAt(), dates),
                it.outcome().orElse(""),
                it.text().orElse(""),
                it.answer().orElse(""));
    }

    private static String date(Optional<Instant> at, Dates dates) {
        return at.map(dates::date).orElse("");
    }
}
