package dev.askfirst.selfservice.session;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.portable.TrustedIssuers;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.outbound.mail.Letters;
import dev.askfirst.person.References;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.platform.http.Html;
import dev.askfirst.selfservice.form.CatalogNames;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The pages on which visitors show who they are. */
@ApplicationScoped
public class VerificationPages {

    /** What a page about codes has to tell. */
    enum Note {
        NONE,
        SENT,
        MAYBE,
        WRONG,
        LIMITED;

        /** The name of its text. */
        private String text(boolean number, boolean late) {
            return switch (this) {
                case NONE -> "";
                case SENT -> late ? "codeLate" : number ? "codeSentText" : "codeSent";
                case MAYBE -> late ? "codeLate" : number ? "codeMaybeText" : "codeMaybe";
                case WRONG -> "codeWrong";
                case LIMITED -> "codeLimited";
            };
        }
    }

    /** Whom to turn to where no code can be sent, and what to tell them. */
    public record Help(String reference, List<CatalogNames.Human> humans) {}

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance enter(String wrong, boolean bring, String to);

        static native TemplateInstance code(
                Visit visit, PendingAction pending, String contact, boolean number, Help help, String note);

        static native TemplateInstance noCode(Help help);

        static native TemplateInstance goOn(Visit visit, PendingAction pending);

        static native TemplateInstance letter();

        static native TemplateInstance old();

        static native TemplateInstance visitEnded();

        public static native TemplateInstance left();
    }

    /** The address by which somebody came, as it may be shown, and whether a code reaches it. */
    private record Way(String contact, String scheme, boolean open) {}

    static final String NUMBER = "tel";
    private static final String MAIL = "mailto";

    private final OwnTerms terms;
    private final Letters letters;
    private final References references;
    private final CatalogService catalogs;
    private final Codes codes;
    private final TrustedIssuers issuers;

    VerificationPages(
            OwnTerms terms,
            Letters letters,
            References references,
            CatalogService catalogs,
            Codes codes,
            TrustedIssuers issuers) {
        this.terms = terms;
        this.letters = letters;
        this.references = references;
        this.catalogs = catalogs;
        this.codes = codes;
        this.issuers = issuers;
    }

    /** Where people without a message at hand come in. */
    TemplateInstance enter(String wrong, PendingAction pending) {
        var to = pending.equals(PendingAction.HOME) ? "" : pending.path();
        return Templates.enter(wrong, issuers.any(), to);
    }

    /** Too many came in from there, or at all, by typing an address; with a link nobody has to wait. */
    Response crowded(String language, Duration pause) {
        return Html.filled(Response.status(429), language, enter("enterCrowded", PendingAction.HOME))
                .header("Retry-After", Math.max(1, pause.toSeconds()))
                .build();
    }

    /** Whether a code reaches addresses of this scheme. */
    boolean reach(String scheme) {
        return letters.reach(scheme);
    }

    /** For who typed an address to which no code can be sent, the same whether it is somebody's or nobody's. */
    TemplateInstance noCode(UUID pointOrKey, String language) {
        var catalog = catalogs.newest();
        var all = catalog.document().controllers().stream().map(CatalogDocument.Controller::id);
        return Templates.noCode(new Help(references.of(pointOrKey, false), humans(all, catalog, language)));
    }

    /** Asks for a code before something that not everybody with a link may do. */
    Response ask(Visit visit, PendingAction pending) {
        return visit.page(page(visit, pending, Note.NONE));
    }

    /** The same for something that was pressed: the code is sent at once, to where they came by. */
    public Response askAtOnce(Visit visit, PendingAction pending) {
        var seen = terms.of(visit.person(), false);
        var way = way(visit, seen);
        if (!way.open()) return visit.page(page(visit, pending, Note.NONE, way, help(visit, seen)));
        var sent = codes.send(visit.session(), visit.language());
        return visit.page(page(visit, pending, sent ? Note.SENT : Note.LIMITED, way, null));
    }

    TemplateInstance page(Visit visit, PendingAction pending, Note note) {
        return page(visit, pending, note, false);
    }

    /** @param number whether a number was typed, by whoever only typed an address */
    TemplateInstance page(Visit visit, PendingAction pending, Note note, boolean number) {
        if (!visit.entered()) return page(visit, pending, note, new Way("", number ? NUMBER : MAIL, true), null);
        var seen = terms.of(visit.person(), false);
        var way = way(visit, seen);
        return page(visit, pending, note, way, way.open() ? null : help(visit, seen));
    }

    private TemplateInstance page(Visit visit, PendingAction pending, Note note, Way way, Help help) {
        var number = way.scheme().equals(NUMBER);
        var text = note.text(number, letters.isLate(way.scheme()));
        return Templates.code(visit, pending, way.contact(), number, help, text);
    }

    private Way way(Visit visit, OwnTerms.Seen seen) {
        return seen.contacts().stream()
                .filter(it -> it.id().equals(visit.session().point()))
                .findFirst()
                .map(this::way)
                .orElse(new Way("", MAIL, true));
    }

    private Way way(ContactPoint point) {
        var contact = point.contact().map(it -> it.replaceFirst("^[a-z]+:", "")).orElse("");
        return new Way(contact, point.scheme(), !contact.isEmpty() && letters.reach(point.scheme()));
    }

    private Help help(Visit visit, OwnTerms.Seen seen) {
        var theirs = seen.topics().stream().map(it -> it.scope().controller());
        return new Help(references.of(visit.session().point(), true), humans(theirs, seen.catalog(), visit.language()));
    }

    private static List<CatalogNames.Human> humans(Stream<String> controllers, Catalog catalog, String language) {
        var names = new CatalogNames(catalog, language);
        return controllers
                .distinct()
                .map(names::human)
                .filter(it -> !it.contact().isEmpty())
                .sorted(Comparator.comparing(CatalogNames.Human::name))
                .toList();
    }

    /** A form that came too late, or from somewhere else. */
    Response old(Visit visit) {
        return visit.page(409, Templates.old());
    }
}
