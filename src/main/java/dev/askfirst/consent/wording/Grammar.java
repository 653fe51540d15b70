package dev.askfirst.consent.wording;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The grammar of one language, as its file says it.
 *
 * @param reach how many words a gap may have in this language
 * @param rules by what a sentence is that has one of these patterns: {@code sure}, {@code unsure}, {@code doubt},
 *     {@code contrary}, {@code absent}
 */
record Grammar(Lexicon lexicon, int reach, Map<String, List<Rule>> rules) {

    /** Polite words that change nothing; they are left out before a sentence is read. */
    static final String NOISE = "noise";
    /** What the words that a language is told by are in. */
    private static final String COMMON = "common";

    private static final int USUAL_REACH = 4;

    /** A file as it is written; what it leaves out is null. */
    record Source(
            List<String> particles,
            Integer reach,
            List<String> noise,
            List<String> common,
            Map<String, List<String>> words,
            List<String> sure,
            List<String> unsure,
            List<String> doubt,
            List<String> contrary,
            List<String> absent) {

        private Map<String, List<Rule>> rules() {
            return Map.of(
                    "sure", rules(sure),
                    "unsure", rules(unsure),
                    "doubt", rules(doubt),
                    "contrary", rules(contrary),
                    "absent", rules(absent));
        }

        private static List<Rule> rules(List<String> texts) {
            return texts.stream().map(Rule::of).toList();
        }
    }

    static Grammar of(Source source) {
        var lexicon = new Lexicon(source.particles() == null ? List.of() : source.particles());
        source.words().forEach((type, members) -> members.forEach(member -> lexicon.add(type, member)));
        source.noise().forEach(member -> lexicon.add(NOISE, member));
        source.common().forEach(member -> lexicon.add(COMMON, member));
        var reach = source.reach() == null ? USUAL_REACH : source.reach();
        var grammar = new Grammar(lexicon, reach, source.rules());
        grammar.check(source.words().keySet());
        grammar.literals().forEach(word -> lexicon.add(COMMON, word));
        return grammar;
    }

    private void check(Set<String> classes) {
        for (var element : elements()) {
            if (element instanceof Rule.Class named && !classes.containsAll(named.types())) {
                throw new IllegalArgumentException(named.types() + " are not all classes of words");
            }
        }
    }

    /** The words that patterns name themselves; they tell the language too. */
    private Set<String> literals() {
        var literals = new HashSet<String>();
        for (var element : elements()) {
            if (element instanceof Rule.Words words) literals.add(words.text());
        }
        return literals;
    }

    private List<Rule.Element> elements() {
        var all = new ArrayList<Rule.Element>();
        rules.values().forEach(list -> list.forEach(rule -> rule.parts().forEach(all::addAll)));
        return all;
    }
}
