package dev.askfirst.decision.likeness;

import dev.askfirst.authorship.Sample;
import dev.askfirst.policy.term.Doubt;
import dev.askfirst.policy.term.Spread;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The first of its kind: a text that was told and is a copy of none before it. Counts to whom copies of it went, and what else is like it. */
public final class KnownText {

    /** Of 64 values so many are those of the first, where they differ by a name. */
    private static final int SAME = 56;

    private static final int SEVERAL = 5;

    /** From so many on that are no copies it is taken for what stands below unlike texts. */
    private static final int ENOUGH = 24;

    private final UUID id;
    private final Sample sample;
    private final Set<UUID> counted;
    private final Map<Long, Integer> variants;
    private int others;

    /**
     * @param variants how many got each variant of it, by {@link #variant}
     * @param counted contacts that are among these or the others already, as far as anybody asks about them
     */
    KnownText(UUID id, Sample sample, Map<Long, Integer> variants, int others, Set<UUID> counted) {
        this.id = id;
        this.sample = sample;
        this.variants = new HashMap<>(variants);
        this.others = others;
        this.counted = new HashSet<>(counted);
    }

    /** Which variant of this text a copy is: what differs by a name or so from the first is that one. */
    long variant(Sample copy) {
        var first = sample.fingerprint().shared(copy.fingerprint()) >= SAME;
        return (first ? sample : copy).fingerprint().hash();
    }

    /** The decision in which it was told. */
    UUID id() {
        return id;
    }

    Sample sample() {
        return sample;
    }

    boolean hasCounted(List<UUID> contacts) {
        return contacts.stream().anyMatch(counted::contains);
    }

    /** Whether it has so many copies that it is a text for several. */
    boolean isSeveral() {
        var spread = spread(0);
        return spread.copies() >= SEVERAL && spread.copies() >= SEVERAL * spread.others();
    }

    /** Whether copies of it went to many. */
    boolean isSpread() {
        return Doubt.isSpread(spread(0));
    }

    /** Whether what is like it is mostly no copy of it: then nothing follows from it any more. */
    boolean isCommonPart() {
        return others >= ENOUGH && !isSpread();
    }

    /** How far it has spread. */
    Spread spread(int words) {
        return spread(variants, others, words);
    }

    /** How far it will have spread with this copy of it. */
    Spread withCopy(Sample copy, int words) {
        var more = new HashMap<>(variants);
        more.merge(variant(copy), 1, Integer::sum);
        return spread(more, others, words);
    }

    /** How far it will have spread with another text that is like it and no copy. */
    Spread withOther(int words) {
        return spread(variants, others + 1, words);
    }

    private static Spread spread(Map<Long, Integer> variants, int others, int words) {
        var contacts = 0;
        var most = variants.size();
        for (var n : variants.values()) {
            contacts += n;
            most = Math.max(most, n);
        }
        return new Spread(contacts, most, others, words);
    }

    void countCopy(UUID contact, Sample copy) {
        counted.add(contact);
        variants.merge(variant(copy), 1, Integer::sum);
    }

    void countOther(UUID contact) {
        counted.add(contact);
        others++;
    }
}
