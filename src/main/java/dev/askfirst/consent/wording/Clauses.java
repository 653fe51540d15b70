package dev.askfirst.consent.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A sentence without its polite words, its words told by class, in which patterns are looked for. */
final class Clauses {

    private final List<String> tokens = new ArrayList<>();
    private final List<List<Lexicon.Found>> found = new ArrayList<>();
    private final List<Boolean> starts = new ArrayList<>();
    private final Sentence sentence;
    private final int reach;
    private int known;

    Clauses(Lexicon lexicon, int reach, Sentence sentence) {
        this.sentence = sentence;
        this.reach = reach;
        var all = sentence.tokens();
        var seen = new ArrayList<List<Lexicon.Found>>();
        for (var at = 0; at < all.size(); at++) seen.add(lexicon.at(all, at));
        known = count(seen);
        leaveOutNoise(seen);
    }

    private static int count(List<List<Lexicon.Found>> seen) {
        var known = 0;
        var until = 0;
        for (var at = 0; at < seen.size(); at++) {
            for (var it : seen.get(at)) until = Math.max(until, at + it.length());
            if (at < until) known++;
        }
        return known;
    }

    private void leaveOutNoise(List<List<Lexicon.Found>> seen) {
        var pause = false;
        for (var at = 0; at < seen.size(); ) {
            pause |= sentence.starts().get(at);
            var noise = seen.get(at).stream()
                    .filter(it -> it.type().equals(Grammar.NOISE))
                    .mapToInt(Lexicon.Found::length)
                    .max()
                    .orElse(0);
            if (noise == 0) {
                tokens.add(sentence.tokens().get(at));
                found.add(seen.get(at));
                starts.add(pause);
                pause = false;
            }
            at += Math.max(noise, 1);
        }
        // The rest of the noise says where the last clause ended; nothing needs to know.
    }

    int known() {
        return known;
    }

    boolean quoted() {
        return sentence.quoted();
    }

    /** Which of these classes have a word here. */
    List<String> named(Set<String> types) {
        return found.stream()
                .flatMap(List::stream)
                .map(Lexicon.Found::type)
                .filter(types::contains)
                .distinct()
                .toList();
    }

    boolean has(Rule rule) {
        if (rule.parts().size() == 1) return stands(rule.parts().getFirst(), 0, tokens.size());
        for (var from = 0; from < tokens.size(); ) {
            var to = endOfClause(from);
            if (all(rule.parts(), from, to)) return true;
            from = to;
        }
        return false;
    }

    private boolean all(List<List<Rule.Element>> parts, int from, int to) {
        return parts.stream().allMatch(part -> stands(part, from, to));
    }

    private boolean stands(List<Rule.Element> part, int from, int to) {
        for (var at = from; at < to; at++) {
            if (fits(part, 0, at, to)) return true;
        }
        return false;
    }

    private int endOfClause(int from) {
        var end = from + 1;
        while (end < tokens.size() && !starts.get(end)) end++;
        return end;
    }

    private boolean fits(List<Rule.Element> part, int step, int at, int to) {
        if (step == part.size()) return true;
        return switch (part.get(step)) {
            case Rule.Place place -> holds(place.mark(), at) && fits(part, step + 1, at, to);
            case Rule.Gap gap -> leaps(part, step, at, to, gap.beyond());
            case Rule.Words words -> fitsWords(part, step, at, to, words);
            case Rule.Class types -> fitsClass(part, step, at, to, types);
        };
    }

    /** Whether a word here would leave the clause in which the pattern stands so far. */
    private boolean leaves(List<Rule.Element> part, int step, int at) {
        if (step == 0 || at == 0 || at >= tokens.size() || !starts.get(at)) return false;
        return switch (part.get(step - 1)) {
            case Rule.Place _ -> false;
            case Rule.Gap gap -> !gap.beyond();
            case Rule.Words _, Rule.Class _ -> true;
        };
    }

    private boolean holds(char mark, int at) {
        return switch (mark) {
            case '^' -> at == 0;
            case '$' -> at == tokens.size();
            case ',' -> at == tokens.size() || starts.get(at);
            default -> sentence.asks();
        };
    }

    private boolean leaps(List<Rule.Element> part, int step, int at, int to, boolean beyond) {
        var most = beyond ? reach * 2 : reach;
        for (var length = 0; length <= most && at + length <= to; length++) {
            var next = at + length;
            if (!beyond && length > 0 && isCut(at, next)) return false;
            if (fits(part, step + 1, next, to)) return true;
        }
        return false;
    }

    /** Whether a clause ends between the word before the first of these places and the second. */
    private boolean isCut(int at, int next) {
        for (var place = Math.max(at, 1); place < next; place++) {
            if (starts.get(place)) return true;
        }
        return false;
    }

    private boolean fitsWords(List<Rule.Element> part, int step, int at, int to, Rule.Words words) {
        if (words.optional() && fits(part, step + 1, at, to)) return true;
        var end = at + words.tokens().size();
        return end <= to
                && !leaves(part, step, at)
                && words.stand(tokens.subList(at, end))
                && fits(part, step + 1, end, to);
    }

    private boolean fitsClass(List<Rule.Element> part, int step, int at, int to, Rule.Class types) {
        if (types.optional() && fits(part, step + 1, at, to)) return true;
        if (types.absent()) {
            return (at >= to || lengths(types, at).isEmpty()) && fits(part, step + 1, at, to);
        }
        if (at >= to || leaves(part, step, at)) return false;
        for (var length : lengths(types, at)) {
            if (at + length <= to && fits(part, step + 1, at + length, to)) return true;
        }
        return false;
    }

    private List<Integer> lengths(Rule.Class types, int at) {
        return found.get(at).stream()
                .filter(it -> types.types().contains(it.type()))
                .map(Lexicon.Found::length)
                .distinct()
                .toList();
    }
}
