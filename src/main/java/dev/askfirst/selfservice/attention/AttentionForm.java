package dev.askfirst.selfservice.attention;

import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Preferences.Reserve;
import dev.askfirst.selfservice.form.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A budget as the page's form has it: what stands in its fields, as it is saved or as somebody filled it in.
 *
 * @param amount {@link #NONE}, {@link #OWN}, or one of {@link #USUAL}
 * @param own as typed; it counts with {@link #OWN} alone
 * @param weights what a message of each channel takes, as typed; nothing is what is usual
 * @param drops the names of reserves that are to go
 * @param topic for which more is to be kept; empty for none
 * @param points how much, as typed
 */
record AttentionForm(
        String amount, String own, Map<String, String> weights, Set<String> drops, String topic, String points) {

    /** What cannot be saved: the field, and the largest number that it takes. */
    record Wrong(String field, int most) {}

    static final String NONE = "none";
    static final String OWN = "own";

    /** Little, some and much. */
    static final List<Integer> USUAL = List.of(10, 30, 60);

    static final String POINTS = "points";

    /** Before the id of a channel: the field of what its messages take. */
    static final String WEIGHT = "weight-";

    /** How many reserves a budget has at most. */
    static final int MOST_KEPT = 20;

    private static final Attention NOTHING_SET = new Attention(0, Map.of(), List.of());

    /** As it is saved. */
    static AttentionForm of(Optional<Attention> saved, List<String> channels) {
        var weights = new LinkedHashMap<String, String>();
        for (var it : channels)
            weights.put(it, Integer.toString(saved.orElse(NOTHING_SET).weight(it)));
        var week = saved.map(Attention::perWeek);
        var usual = week.filter(USUAL::contains).map(String::valueOf);
        var amount = usual.orElse(week.isPresent() ? OWN : NONE);
        var own = amount.equals(OWN) ? week.map(String::valueOf).orElse("") : "";
        return new AttentionForm(amount, own, weights, Set.of(), "", "");
    }

    /** As somebody filled it in; a form without the choice has an amount if it has a number. */
    static AttentionForm of(Form form, List<String> channels) {
        var weights = new LinkedHashMap<String, String>();
        for (var it : channels) weights.put(it, form.text(WEIGHT + it));
        var own = form.text("own");
        return new AttentionForm(
                form.given("amount").orElse(own.isEmpty() ? NONE : OWN),
                own,
                weights,
                Set.copyOf(form.all("drop")),
                form.text("topic"),
                form.text(POINTS));
    }

    /** What a reserve is called in the form. */
    static String name(Reserve reserve) {
        return reserve.topic() + "/" + reserve.n();
    }

    /** The first field that cannot be saved, on top of what stands there. */
    Optional<Wrong> wrong(Optional<Attention> before) {
        if (amount.equals(NONE)) return Optional.empty();
        if (perWeek().isEmpty()) return Optional.of(new Wrong(OWN, Attention.MOST));
        for (var it : weights.entrySet())
            if (!it.getValue().isEmpty()
                    && number(it.getValue(), Attention.HEAVIEST).isEmpty())
                return Optional.of(new Wrong(WEIGHT + it.getKey(), Attention.HEAVIEST));
        var week = perWeek().get();
        var kept = kept(before);
        var adds = !topic.isEmpty() || !points.isEmpty();
        var added = number(points, week).filter(it -> it > 0 && !topic.isEmpty() && kept.size() < MOST_KEPT);
        return kept.stream().allMatch(it -> it.n() <= week) && (!adds || added.isPresent())
                ? Optional.empty()
                : Optional.of(notKept());
    }

    /** That what is to be kept for topics cannot be saved; of a form whose amount can. */
    Wrong notKept() {
        return new Wrong(POINTS, perWeek().orElseThrow());
    }

    /** The budget that the form says; nothing in it may be wrong. */
    Optional<Attention> on(Optional<Attention> before) {
        if (amount.equals(NONE)) return Optional.empty();
        var own = new LinkedHashMap<String, Integer>();
        weights.forEach((channel, typed) -> number(typed, Attention.HEAVIEST)
                .filter(it -> it != NOTHING_SET.weight(channel))
                .ifPresent(it -> own.put(channel, it)));
        var kept = new ArrayList<>(kept(before));
        number(points, Attention.MOST).ifPresent(it -> kept.add(new Reserve(topic, it)));
        return Optional.of(new Attention(perWeek().orElseThrow(), own, kept));
    }

    /** What stays of the reserves: one for the same topic takes the place of that before. */
    private List<Reserve> kept(Optional<Attention> before) {
        return before.map(Attention::reserves).orElse(List.of()).stream()
                .filter(it -> !drops.contains(name(it)) && !it.topic().equals(topic))
                .toList();
    }

    private Optional<Integer> perWeek() {
        if (amount.equals(OWN)) return number(own, Attention.MOST);
        return number(amount, Attention.MOST).filter(USUAL::contains);
    }

    private static Optional<Integer> number(String typed, int most) {
        return Optional.of(typed)
                .filter(it -> it.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .filter(it -> it <= most);
    }
}
