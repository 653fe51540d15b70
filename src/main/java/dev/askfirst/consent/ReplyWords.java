package dev.askfirst.consent;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.ibm.icu.text.Normalizer2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Understands a reply that is one word of {@code replies/words.yaml} and nothing else. A sentence that holds such a word
 * is not understood: "the end" of ordinary chat stops nothing.
 */
final class ReplyWords {

    /** What a reply means. */
    enum Understood {
        STOP,
        START,
        HELP,
        NONE
    }

    private static final Normalizer2 ALIKE = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 APART = Normalizer2.getNFDInstance();
    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");
    private static final Pattern AROUND = Pattern.compile("^[\\p{P}\\p{Z}\\p{Cc}]+|[\\p{P}\\p{Z}\\p{Cc}]+$");
    private static final Pattern SPACE = Pattern.compile("[\\p{Z}\\p{Cc}]+");

    /** Longer than any word with what may surround it; the rest of a long text need not be looked at. */
    private static final int LONGEST = 200;

    private static final Map<String, Understood> WORDS = load();

    private ReplyWords() {}

    static Understood understand(String text) {
        if (text.length() > LONGEST) return Understood.NONE;
        return WORDS.getOrDefault(folded(text), Understood.NONE);
    }

    private static String folded(String text) {
        var plain = ACCENTS.matcher(APART.normalize(ALIKE.normalize(text))).replaceAll("");
        return SPACE.matcher(AROUND.matcher(plain).replaceAll("")).replaceAll(" ");
    }

    private static Map<String, Understood> load() {
        try (var yaml = ReplyWords.class.getResourceAsStream("/replies/words.yaml")) {
            var all = new YAMLMapper().readValue(yaml, new TypeReference<Map<String, Map<String, List<String>>>>() {});
            var words = new HashMap<String, Understood>();
            all.forEach((meaning, languages) -> languages
                    .values()
                    .forEach(list -> list.forEach(
                            word -> put(words, word, Understood.valueOf(meaning.toUpperCase(Locale.ROOT))))));
            return Map.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Map<String, Understood> words, String word, Understood meaning) {
        var before = words.putIfAbsent(folded(word), meaning);
        if (before != null && before != meaning) {
            throw new IllegalStateException("`%s` cannot mean %s and %s".formatted(word, before, meaning));
        }
    }
}
