package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.Nearness;
import dev.askfirst.selfservice.form.Form;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** How long somebody must have stayed before whoever is near may write: in seconds, as the form offers it. */
final class Stay {

    private static final List<Integer> USUAL = List.of(0, 30, 60, 300, 900);

    private Stay() {}

    /** What the form asks of those who are near; empty of a form without these fields. */
    static Optional<Nearness> asked(Form form) {
        if (form.given("near").isEmpty()) return Optional.empty();
        var seconds =
                form.given("minDwell").filter(it -> it.matches("[0-9]{1,5}")).map(Integer::parseInt);
        return Optional.of(new Nearness(
                form.given("notAtHome").isPresent(),
                form.given("oncePerPlace").isPresent(),
                Math.min(seconds.orElse(0), Nearness.LONGEST_DWELL)));
    }

    /** Whether it matters to anybody here: some company may approach people, or they asked something of those who do. */
    static boolean matters(OwnTerms.Seen seen) {
        return seen.catalog().schemesOf(Approach.CHANNEL).isPresent()
                || !seen.terms().preferences().nearness().equals(Nearness.ANY);
    }

    static List<TimesView.Option> options(int chosen, WishWords words) {
        var all = new TreeSet<>(USUAL);
        all.add(chosen);
        return all.stream()
                .map(it -> new TimesView.Option(Integer.toString(it), words.stay(it), it == chosen))
                .toList();
    }
}
