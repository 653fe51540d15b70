package dev.askfirst.consent.inbound;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.ibm.icu.text.Normalizer2;
import dev.askfirst.consent.wording.Grammars;
import dev.askfirst.consent.wording.Meaning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Understands an inbound message that consists of words of {@code replies/words.yaml} with one meaning and of polite
 * words around them. Other sentences are read by {@link Grammars}: "the end" in ordinary chat stops nothing, "please take
 * me off this" does.
 */
public final class InboundWords {

    /** What an inbound message means. */
    public enum Understood {
        STOP,
        START,
        HELP,
        /** Somebody seems to want no more messages, or complains of them: a human must look at it in time. */
        UNSURE,
        NONE
    }

    /** The means of communication that people name, and the usual channels that are meant. */
    private static final Map<String, Set<String>> MEANS = Map.of(
            "mail", Set.of("email"),
            "text", Set.of("sms", "messaging"),
            "call", Set.of("voice"),
            "post", Set.of("post"));

    private static final Normalizer2 ALIKE = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 APART = Normalizer2.getNFDInstance();
    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");
    /** Everything that is neither letter nor digit: space, punctuation, hyphens of any kind, symbols, emoji. */
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}\\p{Mc}]+");

    /** Longer than any text that can be understood; the rest of a longer text need not be read. */
    private static final int LONGEST = 200;

    /** Polite words that may surround another word without changing its meaning; {@link Understood#NONE} here. */
    private static final String AROUND = "around";

    private static final Map<String, Understood> WORDS = load();
    private static final int MOST_WORDS = WORDS.keySet().stream()
            .mapToInt(phrase -> phrase.split(" ").length)
            .max()
            .orElseThrow();

    private InboundWords() {}

    /** What a message that came by this channel means, in stop words or in a person's own. */
    public static Understood understand(String text, String channel) {
        var exactly = understand(text);
        return exactly == Understood.NONE ? inOwnWords(Grammars.read(text), channel) : exactly;
    }

    /** "Do not call me" by e-mail is sure, but its withdrawal is not one of e-mails: a human must see to it. */
    private static Understood inOwnWords(Meaning meaning, String channel) {
        return switch (meaning.certainty()) {
            case SURE -> isMeant(meaning.named(), channel) ? Understood.STOP : Understood.UNSURE;
            case UNSURE -> Understood.UNSURE;
            case NONE -> Understood.NONE;
        };
    }

    private static boolean isMeant(Set<String> named, String channel) {
        return named.isEmpty() || named.stream().anyMatch(it -> MEANS.get(it).contains(channel));
    }

    /** What it means in stop words alone. */
    public static Understood understand(String text) {
        if (text.length() > LONGEST) return Understood.NONE;
        var words = List.of(folded(text).split(" "));
        return meaning(words).or(() -> spelled(words)).orElse(Understood.NONE);
    }

    /** The one meaning of all these words; empty if one of them has no meaning, or if two differ in meaning. */
    private static Optional<Understood> meaning(List<String> words) {
        var meanings = EnumSet.noneOf(Understood.class);
        for (var at = 0; at < words.size(); ) {
            var length = longest(words.subList(at, words.size()));
            if (length == 0) return Optional.empty();
            meanings.add(WORDS.get(phrase(words, at, length)));
            at += length;
        }
        meanings.remove(Understood.NONE);
        return meanings.size() == 1 ? meanings.stream().findFirst() : Optional.empty();
    }

    /** How many of the first words together form a known phrase. */
    private static int longest(List<String> words) {
        for (var length = Math.min(MOST_WORDS, words.size()); length > 0; length--) {
            if (WORDS.containsKey(phrase(words, 0, length))) return length;
        }
        return 0;
    }

    private static String phrase(List<String> words, int from, int length) {
        return String.join(" ", words.subList(from, from + length));
    }

    /** A word spelled letter by letter: {@code S.T.O.P}. */
    private static Optional<Understood> spelled(List<String> letters) {
        if (letters.stream().anyMatch(it -> it.codePointCount(0, it.length()) > 1)) return Optional.empty();
        return Optional.ofNullable(WORDS.get(String.join("", letters))).filter(it -> it != Understood.NONE);
    }

    private static String folded(String text) {
        var plain = ACCENTS.matcher(APART.normalize(ALIKE.normalize(text))).replaceAll("");
        return BETWEEN.matcher(plain).replaceAll(" ").strip();
    }

    private static Map<String, Understood> load() {
        try (var yaml = InboundWords.class.getResourceAsStream("/replies/words.yaml")) {
            var all = new YAMLMapper().readValue(yaml, new TypeReference<Map<String, Map<String, List<String>>>>() {});
            var words = new HashMap<String, Understood>();
            all.forEach((meaning, languages) ->
                    languages.values().forEach(list -> list.forEach(word -> put(words, word, meaningOf(meaning)))));
            return Map.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Understood meaningOf(String name) {
        return name.equals(AROUND) ? Understood.NONE : Understood.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static void put(Map<String, Understood> words, String word, Understood meaning) {
        var before = words.putIfAbsent(folded(word), meaning);
        if (before != null && before != meaning) {
            throw new IllegalStateException("`%s` cannot mean %s and %s".formatted(word, before, meaning));
        }
    }
}
