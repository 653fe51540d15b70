package dev.askfirst.selfservice.session;

import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.outbound.mail.Letters;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.platform.http.Html;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;

/** The pages on which visitors show who they are. */
@ApplicationScoped
public class VerificationPages {

    /** What a page about codes has to tell; the text's name, or nothing. */
    enum Note {
        NONE(""),
        SENT("codeSent"),
        MAYBE("codeMaybe"),
        WRONG("codeWrong"),
        LIMITED("codeLimited");

        private final String text;

        Note(String text) {
            this.text = text;
        }
    }

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance enter(String wrong, boolean numbers);

        static native TemplateInstance code(
                Visit visit, PendingAction pending, String contact, boolean reachable, String note);

        static native TemplateInstance goOn(Visit visit, PendingAction pending);

        static native TemplateInstance letter();

        static native TemplateInstance old();

        static native TemplateInstance visitEnded();

        public static native TemplateInstance left();
    }

    private final OwnTerms terms;
    private final Letters letters;

    VerificationPages(OwnTerms terms, Letters letters) {
        this.terms = terms;
        this.letters = letters;
    }

    /** Where people without a message at hand come in; by a number only if digits can be sent there. */
    TemplateInstance enter(String wrong) {
        return Templates.enter(wrong, letters.reachesOthers());
    }

    /** Too many came in from there, or at all, by typing an address; with a link nobody has to wait. */
    Response crowded(String language, Duration pause) {
        return Html.filled(Response.status(429), language, enter("enterCrowded"))
                .header("Retry-After", Math.max(1, pause.toSeconds()))
                .build();
    }

    /** Asks for a code before something that not everybody with a link may do. */
    public Response ask(Visit visit, PendingAction pending) {
        return visit.page(page(visit, pending, Note.NONE));
    }

    TemplateInstance page(Visit visit, PendingAction pending, Note note) {
        var point = visit.entered() ? point(visit) : Optional.<ContactPoint>empty();
        return Templates.code(
                visit,
                pending,
                point.flatMap(ContactPoint::contact)
                        .map(it -> it.replaceFirst("^[a-z]+:", ""))
                        .orElse(""),
                point.isEmpty() || reachable(point.get()),
                note.text);
    }

    /** A form that came too late, or from somewhere else. */
    Response old(Visit visit) {
        return visit.page(409, Templates.old());
    }

    private Optional<ContactPoint> point(Visit visit) {
        return terms.of(visit.person(), false).contacts().stream()
                .filter(it -> it.id().equals(visit.session().point()))
                .findFirst();
    }

    private boolean reachable(ContactPoint point) {
        return point.contact().isPresent() && (point.scheme().equals("mailto") || letters.reachesOthers());
    }
}
