package dev.askfirst.consent.wording;

import java.util.Set;

/**
 * What a reply asks for.
 *
 * @param named the means of communication that its words name: {@code call}, {@code mail}, {@code post}, {@code text};
 *     none if they are about messages as such
 */
public record Meaning(Certainty certainty, Set<String> named) {

    /** How sure it is that somebody wants no more messages; only {@link #SURE} may be acted on without a human. */
    public enum Certainty {
        SURE,
        UNSURE,
        NONE
    }

    static final Meaning NOTHING = new Meaning(Certainty.NONE, Set.of());

    Meaning atMost(Certainty most) {
        return certainty.compareTo(most) >= 0 ? this : new Meaning(most, named);
    }
}
