package dev.askfirst.selfservice.rights;

import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.decision.history.TextComparison;
import dev.askfirst.platform.json.Json;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import java.util.List;

/**
 * What came of comparing a text with what senders told of their messages.
 *
 * @param state {@code short}, {@code untold}, {@code none} or {@code alike}; empty before anything was compared
 * @param told with how many messages it was compared
 */
record ComparedView(String state, int told, List<AlikeView> alike) {

    static final ComparedView NONE = new ComparedView("", 0, List.of());

    /** A message, and whom its sender said that it was written by; {@code author} is empty where nobody was named. */
    public record AlikeView(AskedView.QuestionView question, String wrote, String author) {}

    static ComparedView of(TextComparison.Compared compared, OwnTerms.Seen seen, String language) {
        var dates = new Dates(seen.terms().preferences(), language);
        var names = new CatalogNames(seen.catalog(), language);
        var alike = compared.alike().stream()
                .map(it -> new AlikeView(
                        AskedView.question(it.question(), names, dates, language),
                        "wrote" + AskedView.camel(Json.text(it.question().authorship())),
                        it.author().orElse("")))
                .toList();
        return new ComparedView(state(compared), compared.told(), alike);
    }

    private static String state(TextComparison.Compared compared) {
        if (!compared.enough()) return "short";
        if (compared.told() == 0) return "untold";
        return compared.alike().isEmpty() ? "none" : "alike";
    }
}
