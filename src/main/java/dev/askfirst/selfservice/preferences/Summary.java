package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What holds for a person, in one sentence: how many may write to them, when, and how often. Each part leads to its editor. */
final class Summary {

    /** A piece of the sentence, and where it leads; to nowhere if that is empty. */
    public record Part(String text, String href) {}

    private static final Set<Preferences.Day> ALL_DAYS = EnumSet.range(Preferences.Day.MON, Preferences.Day.SUN);

    /** Where the parts stand in the sentence: characters that no text has. */
    private static final String PLACES = "\uE000\uE001\uE002";

    private static final List<String> LINKS = List.of("#companies", "/me/times#week", "/me/times#often");

    private final OwnTerms.Seen seen;
    private final Preferences preferences;
    private final Texts texts;
    private final HoursWords words;
    private final WishWords wishes;

    Summary(OwnTerms.Seen seen, String language) {
        this.seen = seen;
        this.preferences = seen.terms().preferences();
        this.texts = Texts.of("terms", language);
        this.words = new HoursWords(language);
        this.wishes = new WishWords(seen.catalog(), language);
    }

    /** The sentence, piece by piece. */
    List<Part> parts() {
        var asking = companies(it -> it.needsConsent() && it.on());
        var none = PreferencesForm.cap(preferences).filter(it -> it.max() == 0).isPresent();
        if (none || companies(OwnTerms.TopicTerms::on) == 0) return List.of(new Part(texts.text("summaryNobody"), ""));
        if (asking == 0) return List.of(new Part(texts.text("summaryOnlyServices"), ""));
        var said = List.of(texts.text("summaryWho", asking), when(), often());
        var sentence = texts.text("summary", PLACES.substring(0, 1), PLACES.substring(1, 2), PLACES.substring(2));
        var parts = new ArrayList<Part>();
        var plain = new StringBuilder();
        for (var next : sentence.toCharArray()) {
            var place = PLACES.indexOf(next);
            if (place < 0) {
                plain.append(next);
                continue;
            }
            if (!plain.isEmpty()) parts.add(new Part(plain.toString(), ""));
            plain.setLength(0);
            parts.add(new Part(said.get(place), LINKS.get(place)));
        }
        parts.add(new Part(plain.toString(), ""));
        return parts;
    }

    private long companies(Predicate<OwnTerms.TopicTerms> which) {
        return seen.topics().stream()
                .filter(which)
                .map(it -> it.scope().controller())
                .distinct()
                .count();
    }

    private String when() {
        var windows = preferences.windows();
        if (windows.isEmpty()) return texts.text("summaryAlways");
        var only = windows.getFirst();
        if (windows.size() > 1
                || !only.channel().equals(Scope.ALL)
                || !only.topic().equals(Scope.ALL)
                || !ALL_DAYS.containsAll(only.days())) return texts.text("summaryMixed");
        return words.when(windows);
    }

    private String often() {
        var plain = PreferencesForm.cap(preferences);
        if (plain.isEmpty()) return texts.text(Limits.areSet(seen.terms()) ? "summaryLimited" : "summaryUnlimited");
        return words.often(plain.get(), wishes);
    }
}
