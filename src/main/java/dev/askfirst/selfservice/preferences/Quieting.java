package dev.askfirst.selfservice.preferences;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.consent.view.Whereabouts;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.selfservice.session.Visit;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** One press makes it quiet everywhere: whoever writes, about whatever, now or later. Nothing that is stricter is loosened. */
@ApplicationScoped
public class Quieting {

    private final OwnTerms terms;
    private final OwnActs acts;
    private final Whereabouts whereabouts;
    private final CatalogService catalogs;

    Quieting(OwnTerms terms, OwnActs acts, Whereabouts whereabouts, CatalogService catalogs) {
        this.terms = terms;
        this.acts = acts;
        this.whereabouts = whereabouts;
        this.catalogs = catalogs;
    }

    /** What it sets, in words of this language. */
    public String words(String language) {
        var wishes = new WishWords(catalogs.newest(), language);
        return Presets.words(Preset.QUIET, new HoursWords(language), wishes, language);
    }

    /**
     * Records it, and leads on to the page that shows what is saved. Where nobody knows the person's zone there are no hours
     * to keep to: then all else is recorded, and the page says so.
     */
    public String press(Visit visit) {
        var seen = terms.of(visit.person(), false);
        var saved = seen.terms().preferences();
        var likely = whereabouts.zones(visit.person(), saved);
        var zone =
                saved.timeZone().or(() -> likely.size() == 1 ? likely.stream().findFirst() : Optional.empty());
        try {
            acts.prefer(visit.self(), Quieter.on(saved, zone), seen.version());
        } catch (Fault fault) {
            // Something was recorded meanwhile: it is made quiet on top of that.
            if (fault.code() != ProblemCode.PRECONDITION_FAILED) throw fault;
            return press(visit);
        }
        var note = zone.isPresent() ? "quiet" : "quietNoHours";
        return "/me/times?"
                + Done.by(visit, terms.version(visit.person()), note, "").query();
    }
}
