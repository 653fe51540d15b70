package dev.askfirst.decision.likeness;

import dev.askfirst.authorship.Likeness;
import dev.askfirst.authorship.Sample;
import dev.askfirst.policy.term.Doubt;
import dev.askfirst.policy.term.Spread;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The texts that something told in one batch could be like, as they were gathered for it, and those that the batch itself tells:
 * its questions are decided one after the other, and each knows the ones before.
 */
public final class KnownTexts {

    /** So many texts of one band are looked at: a band of more is of what stands below everything. */
    static final int FULL = 8;

    /** Which of two findings counts: one that is a doubt, else the one that reached more. */
    private static final Comparator<Found> STRONGEST = Comparator.comparing((Found it) -> Doubt.isSpread(it.spread()))
            .thenComparing(it -> it.spread().contacts());

    private record Found(KnownText text, Spread spread) {}

    /** In which decision a text is told, by whom and as part of which campaign. */
    record Source(UUID decision, Instant at, String sender, Optional<String> campaign) {}

    /** A text that is to be found by later ones. */
    record NewText(Telling telling, Source source, List<Long> bands) {}

    /** Whom a text went to that is like an earlier one; {@code variant} is empty if it is no copy. */
    record Copy(UUID text, UUID contact, Optional<Long> variant, Instant at) {}

    private final Map<Long, List<KnownText>> byBand = new HashMap<>();
    private final Map<UUID, Integer> written = new HashMap<>();
    private final List<NewText> added = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();

    void knows(KnownText text) {
        for (var band : text.sample().fingerprint().bands())
            byBand.computeIfAbsent(band, _ -> new ArrayList<>(2)).add(text);
    }

    /** How many words were written in the author's name within the last hour. */
    void wrote(UUID author, int words) {
        written.merge(author, words, Integer::sum);
    }

    /** What is known of this text now. */
    public Judgement judge(Telling telling) {
        var sample = telling.sample();
        var near = near(telling);
        var likeness = Likeness.of(sample, samples(near));
        var like = new LinkedHashMap<KnownText, Likeness.Kind>();
        for (var text : near) {
            if (text.isCommonPart()) continue;
            var kind = likeness.to(text.sample(), text.isSeveral());
            if (kind != Likeness.Kind.UNLIKE) like.put(text, kind);
        }
        var isNew = !like.containsValue(Likeness.Kind.COPY);
        var words = written.getOrDefault(telling.author(), 0) + (isNew ? Doubt.counted(sample.words()) : 0);
        var strongest = like.entrySet().stream()
                .filter(it -> it.getValue() != Likeness.Kind.SHARES_PART)
                .map(it -> found(it.getKey(), it.getValue(), telling, words))
                .max(STRONGEST);
        return new Judgement(
                strongest.map(Found::spread).orElseGet(() -> new Spread(1, 1, 0, words)),
                strongest.map(it -> it.text().id()),
                isNew,
                isNew && isFound(sample, near, likeness),
                like);
    }

    /**
     * Whether a text need not be found by later ones: it hardly differs from one that is, or quotes one that went to many, which must
     * not become common by that.
     */
    private static boolean isFound(Sample sample, Set<KnownText> near, Likeness likeness) {
        return near.stream()
                .anyMatch(it -> !it.isCommonPart() && likeness.to(it.sample(), true) == Likeness.Kind.COPY
                        || it.isSpread() && Likeness.between(sample, it.sample()) != Likeness.Kind.UNLIKE);
    }

    private static List<Sample> samples(Set<KnownText> texts) {
        return texts.stream().map(KnownText::sample).toList();
    }

    private static Found found(KnownText text, Likeness.Kind kind, Telling telling, int words) {
        if (text.hasCounted(telling.contacts())) return new Found(text, text.spread(words));
        return new Found(
                text, kind == Likeness.Kind.COPY ? text.withCopy(telling.sample(), words) : text.withOther(words));
    }

    private Set<KnownText> near(Telling telling) {
        var near = new LinkedHashSet<KnownText>();
        for (var band : telling.sample().fingerprint().bands()) near.addAll(byBand.getOrDefault(band, List.of()));
        return near;
    }

    /** Counts the text of a question that is asked in order to send it. */
    void add(Telling telling, Judgement judged, Source source) {
        var contact = telling.contacts().getFirst();
        judged.like().forEach((text, kind) -> {
            if (text.hasCounted(telling.contacts())) return;
            var copy = kind == Likeness.Kind.COPY;
            if (copy) text.countCopy(contact, telling.sample());
            else text.countOther(contact);
            var variant = Optional.of(text.variant(telling.sample())).filter(_ -> copy);
            copies.add(new Copy(text.id(), contact, variant, source.at()));
        });
        if (judged.isNew()) add(telling, source, Doubt.isTooFast(judged.spread()) || judged.isFound());
    }

    /** @param onlyCounted whether its words count, and it need not be found: a machine writes too many of them */
    private void add(Telling telling, Source source, boolean onlyCounted) {
        var sample = telling.sample();
        var bands = new ArrayList<Long>();
        for (var band : sample.fingerprint().bands())
            if (!onlyCounted && byBand.getOrDefault(band, List.of()).size() < FULL) bands.add(band);
        var contact = telling.contacts().getFirst();
        wrote(telling.author(), Doubt.counted(sample.words()));
        added.add(new NewText(telling, source, bands));
        if (onlyCounted) return;
        var first = sample.fingerprint().hash();
        copies.add(new Copy(source.decision(), contact, Optional.of(first), source.at()));
        var text = new KnownText(source.decision(), sample, Map.of(first, 1), 0, Set.of(contact));
        for (var band : bands)
            byBand.computeIfAbsent(band, _ -> new ArrayList<>(2)).add(text);
    }

    /** Whether there is nothing to be written down. */
    public boolean isEmpty() {
        return added.isEmpty() && copies.isEmpty();
    }

    List<NewText> added() {
        return added;
    }

    List<Copy> copies() {
        return copies;
    }

    /** Nothing is known: for batches that tell nothing. */
    public static KnownTexts none() {
        return new KnownTexts();
    }
}
