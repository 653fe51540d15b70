package dev.askfirst.selfservice;

import dev.askfirst.consent.OwnActs;
import dev.askfirst.consent.OwnTerms;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** A pause begins with a link alone; to end one lets messages in again, and takes a code. */
@Path("/me")
@RunOnVirtualThread
public class PausesResource {

    private static final Set<String> LENGTHS = Set.of("P7D", "P30D");

    private final Visitors visitors;
    private final OwnTerms terms;
    private final OwnActs acts;

    PausesResource(Visitors visitors, OwnTerms terms, OwnActs acts) {
        this.visitors = visitors;
        this.terms = terms;
        this.acts = acts;
    }

    @POST
    @Path("/pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response pause(@Context HttpHeaders headers, InputStream body) {
        return visitors.act(headers, body, Session.Level.LINK, "/me", (visit, form) -> {
            var until = until(terms.of(visit.person(), false), visit.language(), form);
            if (until.isEmpty()) return MeResource.done("wrongDate");
            return pause(visit, until.get());
        });
    }

    @POST
    @Path("/resume")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response resume(@Context HttpHeaders headers, InputStream body) {
        return visitors.act(headers, body, Session.Level.CODE, "/me/resume", (visit, form) -> {
            acts.resume(visit.self(), form.text("channel"), form.text("topic"));
            return MeResource.done("doneResume");
        });
    }

    private Response pause(Visit visit, Instant until) {
        try {
            acts.pause(visit.self(), until);
            return MeResource.done("donePause");
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.INVALID_REQUEST) throw fault;
            return MeResource.done("wrongDate");
        }
    }

    /** The start of the day on which messages come again, where the person lives. */
    private static Optional<Instant> until(OwnTerms.Seen seen, String language, Form form) {
        var dates = new Dates(seen.terms().preferences(), language);
        var today = dates.day(seen.at());
        var length = form.given("for").filter(LENGTHS::contains).map(Period::parse);
        return length.map(today::plus)
                .or(() -> form.given("until").flatMap(PausesResource::date))
                .filter(today::isBefore)
                .map(day -> day.atStartOfDay(dates.zone()).toInstant());
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
