package dev.askfirst.selfservice.preferences;

import com.ibm.icu.text.ListFormatter;
import dev.askfirst.consent.signal.OwnSignals;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Owed;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One line for each company, as its card on a person's page has it. */
record CompanyLines(Map<String, String> lines) {

    /** That a human owes the person an answer; of several, the line tells of the one that is due first. */
    static CompanyLines owed(OwnTerms.Seen seen, String language) {
        var dates = new Dates(seen.terms().preferences(), language);
        var texts = Texts.of("human", language);
        var lines = new HashMap<String, String>();
        seen.terms().owed().stream()
                .sorted(Comparator.comparing(Owed::due))
                .forEach(it -> lines.putIfAbsent(
                        it.controller(),
                        texts.text(
                                seen.at().isBefore(it.due()) ? "waiting" : "late",
                                dates.date(it.due().minusSeconds(1)))));
        return new CompanyLines(Map.copyOf(lines));
    }

    /** That a browser's opt-out signal was honoured. */
    static CompanyLines signals(List<OwnSignals.Honoured> all, OwnTerms.Seen seen, String language) {
        var names = new CatalogNames(seen.catalog(), language);
        var dates = new Dates(seen.terms().preferences(), language);
        var texts = Texts.of("terms", language);
        var and = ListFormatter.getInstance(Languages.locale(language));
        return new CompanyLines(all.stream()
                .collect(Collectors.toMap(
                        OwnSignals.Honoured::controller,
                        it -> texts.text(
                                "signal",
                                dates.date(it.at()),
                                and.format(
                                        it.topics().stream().map(names::topic).toList())))));
    }

    /** The line for this company; empty if there is none. */
    public String at(String controller) {
        return lines.getOrDefault(controller, "");
    }
}
