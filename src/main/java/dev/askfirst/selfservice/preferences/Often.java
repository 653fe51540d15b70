package dev.askfirst.selfservice.preferences;

import dev.askfirst.policy.term.Preferences.Cap;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.Form;
import java.util.List;
import java.util.Optional;

/**
 * How often messages may come, as the form has it: one of a few usual limits, none, or a number and a period of one's own.
 *
 * @param choice {@link #NONE}, {@link #OWN}, or a usual limit such as {@code 1/P7D}
 * @param max as typed; it counts with {@link #OWN} alone
 */
record Often(String choice, String max, String per) {

    static final String NONE = "none";
    static final String OWN = "own";
    static final List<String> PERIODS = List.of("P1D", "P7D", "P30D");
    static final List<Cap> USUAL = List.of(cap(1, "P1D"), cap(3, "P7D"), cap(1, "P7D"), cap(1, "P30D"));

    static Cap cap(int max, String per) {
        return new Cap(Scope.ALL, Scope.ALL, Scope.ALL, max, per, Optional.empty());
    }

    static String name(Cap cap) {
        return cap.max() + "/" + cap.per();
    }

    static Often of(Optional<Cap> cap) {
        if (cap.isEmpty()) return new Often(NONE, "", "P7D");
        if (USUAL.contains(cap.get())) return new Often(name(cap.get()), "", "P7D");
        return new Often(OWN, Integer.toString(cap.get().max()), cap.get().per());
    }

    /** As a form says it; a form without the choice has a limit if it has a number. */
    static Often of(Form form) {
        var max = form.text("max");
        return new Often(form.given("often").orElse(max.isEmpty() ? NONE : OWN), max, form.text("per"));
    }

    /** Whether it says one limit, or none: what cannot be read is not taken for none. */
    boolean isReadable() {
        return choice.equals(NONE) || cap().isPresent();
    }

    Optional<Cap> cap() {
        if (choice.equals(OWN)) {
            return Optional.of(max)
                    .filter(it -> it.matches("[0-9]{1,4}") && PERIODS.contains(per))
                    .map(it -> cap(Integer.parseInt(it), per));
        }
        return USUAL.stream().filter(it -> name(it).equals(choice)).findFirst();
    }
}
