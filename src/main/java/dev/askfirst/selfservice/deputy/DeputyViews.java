package dev.askfirst.selfservice.deputy;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.deputy.Deputy;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a deputy's page: of the person only what the deputy may see. */
@ApplicationScoped
class DeputyViews {

    private static final Set<String> LENGTHS = Set.of("P1D", "P7D", "P30D");

    private final OwnTerms terms;
    private final CatalogService catalogs;

    DeputyViews(OwnTerms terms, CatalogService catalogs) {
        this.terms = terms;
        this.catalogs = catalogs;
    }

    DeputyView of(Deputy deputy, String note, String language) {
        var may = deputy.mandate().rights().stream().map(Json::text).toList();
        // The person's own zone would tell where they live.
        var dates = new Dates(Preferences.NONE, language);
        var until = deputy.mandate()
                .until()
                .map(end -> dates.date(end.minusSeconds(1)))
                .orElse("");
        if (!deputy.mandate().may().contains(Right.SEE))
            return new DeputyView("", may, until, companies(language), List.of(), note);
        var seen = seen(deputy);
        var names = new CatalogNames(seen.catalog(), language);
        var companies = seen.topics().stream()
                .map(it -> it.scope().controller())
                .distinct()
                .map(it -> new DeputyView.Company(it, names.controller(it)))
                .sorted(Comparator.comparing(DeputyView.Company::name))
                .toList();
        return new DeputyView(whose(seen), may, until, companies, on(seen, names), note);
    }

    OwnTerms.Seen seen(Deputy deputy) {
        return terms.of(deputy.person(), false);
    }

    /** The company that was chosen; a fault if it is none of those on the page. */
    String company(Deputy deputy, String chosen, String language) {
        return of(deputy, "", language).companies().stream()
                .map(DeputyView.Company::id)
                .filter(chosen::equals)
                .findFirst()
                .orElseThrow(() -> Fault.invalid("company", "is none of those on the page"));
    }

    /** The start of the day, where the person lives, on which messages come again. */
    Instant until(Deputy deputy, String length) {
        if (!LENGTHS.contains(length)) throw Fault.invalid("for", "must be `P1D`, `P7D` or `P30D`");
        var seen = seen(deputy);
        var dates = new Dates(seen.terms().preferences(), "en");
        return dates.day(seen.at())
                .plus(Period.parse(length))
                .atStartOfDay(dates.zone())
                .toInstant();
    }

    /** All that there are: which of them the person has to do with is not for everybody. */
    private List<DeputyView.Company> companies(String language) {
        var catalog = catalogs.newest();
        var names = new CatalogNames(catalog, language);
        return catalog.document().controllers().stream()
                .map(CatalogDocument.Controller::id)
                .map(it -> new DeputyView.Company(it, names.controller(it)))
                .sorted(Comparator.comparing(DeputyView.Company::name))
                .toList();
    }

    private static String whose(OwnTerms.Seen seen) {
        return String.join(
                ", ",
                seen.contacts().stream()
                        .flatMap(it -> it.contact().stream())
                        .map(it -> it.replaceFirst("^[a-z]+:", ""))
                        .toList());
    }

    private static List<DeputyView.Seen> on(OwnTerms.Seen seen, CatalogNames names) {
        Map<String, List<String>> on = new TreeMap<>();
        for (var it : seen.topics()) {
            var all = on.computeIfAbsent(names.controller(it.scope().controller()), _ -> new ArrayList<>());
            var text = names.topic(it.scope().topic()) + " · "
                    + names.channel(it.scope().channel());
            if (it.on() && !all.contains(text)) all.add(text);
        }
        return on.entrySet().stream()
                .map(it -> new DeputyView.Seen(it.getKey(), it.getValue()))
                .toList();
    }
}
