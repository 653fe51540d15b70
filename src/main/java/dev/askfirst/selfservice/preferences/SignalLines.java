package dev.askfirst.selfservice.preferences;

import com.ibm.icu.text.ListFormatter;
import dev.askfirst.consent.signal.OwnSignals;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** That a browser's opt-out signal was honoured: one line for each company, as its card on a person's page has it. */
record SignalLines(Map<String, String> lines) {

    static SignalLines of(List<OwnSignals.Honoured> all, OwnTerms.Seen seen, String language) {
        var names = new CatalogNames(seen.catalog(), language);
        var dates = new Dates(seen.terms().preferences(), language);
        var texts = Texts.of("terms", language);
        return new SignalLines(all.stream()
                .collect(Collectors.toMap(
                        OwnSignals.Honoured::controller,
                        it -> texts.text(
                                "signal",
                                dates.date(it.at()),
                                ListFormatter.getInstance(Languages.locale(language))
                                        .format(it.topics().stream()
                                                .map(names::topic)
                                                .toList())))));
    }

    /** The line for this company; empty if there is none. */
    public String at(String controller) {
        return lines.getOrDefault(controller, "");
    }
}
