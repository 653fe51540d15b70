package dev.askfirst.policy.hour;

import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How many acts fall into hours that were proposed before them: each is looked at with all that came before it, and none
 * that came after. The population's hours are those of all acts of everybody, later ones among them.
 *
 * @param acts those before which hours were proposed
 */
record Catches(long people, long acts, long own, long population) {

    static Catches of(List<List<LocalDateTime>> everybody) {
        var population = population(everybody);
        var people = 0L;
        var acts = 0L;
        var own = 0L;
        var common = 0L;
        for (var one : everybody) {
            var counts = HourCounts.NONE;
            var known = false;
            for (var at : one) {
                var after = counts.with(at);
                // A second act of the same hour tells nothing.
                if (after.equals(counts)) continue;
                var proposed = counts.proposed();
                counts = after;
                if (proposed.isEmpty()) continue;
                known = true;
                acts++;
                if (proposed.get().contains(at)) own++;
                if (population.contains(HourCounts.hour(at))) common++;
            }
            if (known) people++;
        }
        return new Catches(people, acts, own, common);
    }

    private static TreeSet<Integer> population(List<List<LocalDateTime>> everybody) {
        var all = new long[HourCounts.WEEK];
        for (var one : everybody) for (var at : one) all[HourCounts.hour(at)]++;
        return new TreeSet<>(IntStream.range(0, HourCounts.WEEK)
                .boxed()
                .sorted(Comparator.comparingLong((Integer hour) -> -all[hour]))
                .limit(ReceptiveHours.MOST)
                .toList());
    }

    double share() {
        return (double) own / acts;
    }

    /** How many times as many as as many hours would by chance. */
    double overChance() {
        return share() * HourCounts.WEEK / ReceptiveHours.MOST;
    }

    double overPopulation() {
        return (double) own / population;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d people, %d acts: %.1f %%, %.2f times chance, %.2f times the population's hours (%.1f %%)",
                people,
                acts,
                100 * share(),
                overChance(),
                overPopulation(),
                100.0 * population / acts);
    }
}
