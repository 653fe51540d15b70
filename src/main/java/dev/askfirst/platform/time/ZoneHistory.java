package dev.askfirst.platform.time;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Works out the clock of one zone from its eras, as the reference compiler {@code zic} does. */
final class ZoneHistory {

    /** Earlier than any change of a clock. */
    private static final long EVER = Long.MIN_VALUE;

    private final Map<String, List<ZoneRule>> rules;
    private final TreeMap<Long, Integer> offsets = new TreeMap<>();
    private long start = EVER;

    private record Change(long shown, ZoneRule rule) {}

    private record Shift(long at, int offset) {}

    private ZoneHistory(Map<String, List<ZoneRule>> rules) {
        this.rules = rules;
    }

    /** Its offsets through the year {@value ZoneRule#LAST_YEAR}. Which of them is standard time is not told. */
    static ZoneRules of(List<ZoneEra> eras, Map<String, List<ZoneRule>> rules) {
        var history = new ZoneHistory(rules);
        for (var era : eras) history.add(era);
        return history.rules(ZoneOffset.ofTotalSeconds(eras.getFirst().standard()));
    }

    private void add(ZoneEra era) {
        var saved = era.fixed().isPresent() ? fixed(era, era.fixed().get()) : ruled(era);
        var standard = era.standard();
        start = era.until().map(until -> instant(until, standard, saved)).orElse(EVER);
    }

    private int fixed(ZoneEra era, int saved) {
        if (start != EVER) offsets.put(start, era.standard() + saved);
        return saved;
    }

    /** By how much clocks are ahead at its end. */
    private int ruled(ZoneEra era) {
        var named = Optional.ofNullable(rules.get(era.rules())).orElseThrow(IllegalArgumentException::new);
        var saved = 0;
        var before = era.standard();
        var begun = start == EVER;
        for (var year = earliest(named); year <= lastYear(era); year++) {
            var left = changes(named, year);
            while (!left.isEmpty()) {
                var ahead = saved;
                var next = left.stream()
                        .min(Comparator.comparingLong(it -> instant(it, era.standard(), ahead)))
                        .orElseThrow();
                left.remove(next);
                var at = instant(next, era.standard(), saved);
                if (era.until().isPresent() && at >= instant(era.until().get(), era.standard(), saved)) break;
                saved = next.rule().saved();
                if (!begun && at < start) before = era.standard() + saved;
                else offsets.put(at, era.standard() + saved);
                if (at == start) begun = true;
            }
        }
        if (!begun) offsets.put(start, before);
        return saved;
    }

    private static int earliest(List<ZoneRule> rules) {
        return rules.stream().mapToInt(ZoneRule::from).min().orElse(ZoneRule.LAST_YEAR);
    }

    private static int lastYear(ZoneEra era) {
        return era.until().map(ZoneEra.Until::year).orElse(ZoneRule.LAST_YEAR);
    }

    private static List<Change> changes(List<ZoneRule> rules, int year) {
        var all = new ArrayList<Change>();
        for (var rule : rules) if (rule.in(year)) all.add(new Change(rule.day().in(year), rule));
        return all;
    }

    private static long instant(Change change, int standard, int saved) {
        return instant(change.shown(), change.rule().day().clock(), standard, saved);
    }

    private static long instant(ZoneEra.Until until, int standard, int saved) {
        return instant(until.day().in(until.year()), until.day().clock(), standard, saved);
    }

    private static long instant(long shown, ZoneDay.Clock clock, int standard, int saved) {
        return switch (clock) {
            case UTC -> shown;
            case STANDARD -> shown - standard;
            case WALL -> shown - standard - saved;
        };
    }

    private ZoneRules rules(ZoneOffset first) {
        var all = new ArrayList<ZoneOffsetTransition>();
        var before = first;
        for (var shift : shifts(first.getTotalSeconds())) {
            var after = ZoneOffset.ofTotalSeconds(shift.offset());
            if (after.equals(before)) continue;
            all.add(ZoneOffsetTransition.of(LocalDateTime.ofEpochSecond(shift.at(), 0, before), before, after));
            before = after;
        }
        return ZoneRules.of(first, first, List.of(), all, List.of());
    }

    /** An era that begins while its own rules change the clock on the same night begins with that change. */
    private List<Shift> shifts(int first) {
        var all = new ArrayList<Shift>();
        var before = first;
        for (var change : offsets.entrySet()) {
            var shift = new Shift(change.getKey(), change.getValue());
            if (!all.isEmpty()
                    && shift.at() + all.getLast().offset() <= all.getLast().at() + before) {
                all.set(all.size() - 1, new Shift(all.getLast().at(), shift.offset()));
            } else if (all.isEmpty() || all.getLast().offset() != shift.offset()) {
                before = all.isEmpty() ? first : all.getLast().offset();
                all.add(shift);
            }
        }
        return all;
    }
}
