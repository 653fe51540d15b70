package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Redirect;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.Dates;
import dev.askfirst.selfservice.form.Form;
import dev.askfirst.selfservice.session.PendingAction;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import dev.askfirst.selfservice.session.VerificationPages;
import dev.askfirst.selfservice.session.Visit;
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

    private static final Set<String> LENGTHS = Set.of("P1D", "P7D", "P30D");

    private final SessionGuard guard;
    private final VerificationPages verification;
    private final OwnTerms terms;
    private final OwnActs acts;

    PausesResource(SessionGuard guard, VerificationPages verification, OwnTerms terms, OwnActs acts) {
        this.guard = guard;
        this.verification = verification;
        this.terms = terms;
        this.acts = acts;
    }

    @POST
    @Path("/pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response pause(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.LINK, "/me", (visit, form) -> {
            var seen = terms.of(visit.person(), false);
            var until = until(seen, visit.language(), form);
            if (until.isEmpty()) return done(visit, "wrongDate");
            // To make it shorter lets messages in again, as to end it does.
            if (!visit.proven() && isShorter(until.get(), seen)) {
                return verification.askAtOnce(visit, new PendingAction("/me/pause", form.encoded()));
            }
            return pause(visit, until.get());
        });
    }

    @POST
    @Path("/resume")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response resume(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, Session.Level.CODE, "/me/resume", (visit, form) -> {
            acts.resume(visit.self(), form.text("channel"), form.text("topic"));
            return done(visit, "doneResume");
        });
    }

    private Response pause(Visit visit, Instant until) {
        try {
            acts.pause(visit.self(), until);
            return done(visit, "donePause");
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.INVALID_REQUEST) throw fault;
            return done(visit, "wrongDate");
        }
    }

    private Response done(Visit visit, String note) {
        return Redirect.to(
                "/me?" + Done.by(visit, terms.version(visit.person()), note, "").query());
    }

    private static boolean isShorter(Instant until, OwnTerms.Seen seen) {
        return seen.terms().pauses().stream()
                .filter(it -> it.channel().equals(Scope.ALL) && it.topic().equals(Scope.ALL))
                .anyMatch(it -> it.until().isAfter(until));
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
