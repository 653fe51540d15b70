package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Owed;
import dev.askfirst.selfservice.form.Dates;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** That a human owes the person an answer: one line for each company, as its card on a person's page has it. */
record OwedLines(Map<String, String> lines) {

    /** Of several answers that a company owes, the line tells of the one that is due first. */
    static OwedLines of(OwnTerms.Seen seen, String language) {
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
        return new OwedLines(Map.copyOf(lines));
    }

    /** The line for this company; empty if there is none. */
    public String at(String controller) {
        return lines.getOrDefault(controller, "");
    }
}
