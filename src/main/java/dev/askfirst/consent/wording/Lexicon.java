package dev.askfirst.consent.wording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a language by class. A member is a word, several words, or the start of one ({@code wysyła*}); a
 * {@code ^} before it means that the little words which this language writes together with the next may stand before it.
 */
final class Lexicon {

    /** A longer word is no word of a grammar; what starts it is not looked for. */
    private static final int LONGEST_START = 24;

    private record Member(List<String> tokens, boolean open, String type) {}

    private final Map<String, List<Member>> byFirst = new HashMap<>();
    private final Map<String, List<Member>> byStart = new HashMap<>();
    private final List<String> particles;

    Lexicon(List<String> particles) {
        this.particles = particles.stream().map(Folding::fold).toList();
    }

    void add(String type, String member) {
        var joins = member.startsWith("^");
        var text = joins ? member.substring(1) : member;
        put(type, text);
        if (joins) particles.forEach(it -> put(type, it + text));
    }

    private void put(String type, String member) {
        var open = member.endsWith("*");
        var tokens = Sentence.tokensOf(open ? member.substring(0, member.length() - 1) : member);
        if (tokens.isEmpty()) throw new IllegalArgumentException("`" + member + "` is no word");
        var start = open && tokens.size() == 1;
        (start ? byStart : byFirst)
                .computeIfAbsent(tokens.getFirst(), _ -> new ArrayList<>())
                .add(new Member(tokens, open, type));
    }

    /** Whether a word or phrase that starts at this place is of a class. */
    record Found(String type, int length) {}

    List<Found> at(List<String> tokens, int place) {
        var found = new ArrayList<Found>();
        var word = tokens.get(place);
        for (var member : byFirst.getOrDefault(word, List.of())) {
            if (stands(member, tokens, place))
                found.add(new Found(member.type(), member.tokens().size()));
        }
        for (var length = 1; length <= Math.min(word.length(), LONGEST_START); length++) {
            for (var member : byStart.getOrDefault(word.substring(0, length), List.of())) {
                found.add(new Found(member.type(), 1));
            }
        }
        return found;
    }

    private static boolean stands(Member member, List<String> tokens, int place) {
        var phrase = member.tokens();
        if (place + phrase.size() > tokens.size()) return false;
        var last = phrase.size() - 1;
        for (var at = 0; at < last; at++) {
            if (!tokens.get(place + at).equals(phrase.get(at))) return false;
        }
        var end = tokens.get(place + last);
        return member.open() ? end.startsWith(phrase.get(last)) : end.equals(phrase.get(last));
    }
}
