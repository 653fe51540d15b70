package dev.askfirst.consent.wording;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.consent.wording.Meaning.Certainty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what somebody wrote in reply to a message. Nobody says which language it is in: the grammar that knows most of
 * its words decides; where two know as many and both find something, they must agree. The time it takes grows with the length of the text
 * alone.
 */
public final class Grammars {

    /** The languages there is a grammar for. */
    public static final List<String> LANGUAGES =
            List.of("ar", "de", "en", "es", "fr", "he", "hi", "it", "ja", "nl", "pl", "pt", "tr", "uk", "zh");

    /** Nobody needs more words to say that they want no more messages; a longer text is for a human. */
    private static final int MOST_WORDS = 70;

    private static final int STRANGE = 3;

    private static final List<Grammar> ALL =
            LANGUAGES.stream().map(Grammars::load).toList();

    private Grammars() {}

    /** What this text asks for. Never throws, whatever the text. */
    public static Meaning read(String text) {
        var sentences = Sentence.of(text);
        var readings =
                ALL.stream().map(grammar -> new Reading(grammar, sentences)).toList();
        var most = readings.stream().mapToInt(Reading::known).max().orElse(0);
        if (most == 0) return strange(sentences);
        var meanings = readings.stream()
                .filter(it -> it.known() == most)
                .flatMap(it -> it.meaning().stream())
                .toList();
        if (meanings.isEmpty()) return Meaning.NOTHING;
        var words = sentences.stream().mapToInt(Sentence::words).sum();
        return together(meanings).atMost(words > MOST_WORDS ? Certainty.UNSURE : Certainty.SURE);
    }

    /** Some words of which no grammar knows one are in a language without a grammar: nobody here can tell what they say. */
    private static Meaning strange(List<Sentence> sentences) {
        var words = sentences.stream()
                .flatMap(it -> it.tokens().stream())
                .filter(it -> Character.isLetter(it.codePointAt(0)))
                .count();
        return words >= STRANGE ? new Meaning(Certainty.UNSURE, Set.of()) : Meaning.NOTHING;
    }

    private static Meaning together(List<Meaning> meanings) {
        var first =
                meanings.stream().min(Comparator.comparing(Meaning::certainty)).orElseThrow();
        var agree = meanings.stream().allMatch(it -> it.certainty() == first.certainty());
        var named = new HashSet<String>();
        meanings.forEach(it -> named.addAll(it.named()));
        return new Meaning(first.certainty(), named).atMost(agree ? Certainty.SURE : Certainty.UNSURE);
    }

    private static Grammar load(String language) {
        try (var yaml = Grammars.class.getResourceAsStream("/replies/grammar/" + language + ".yaml")) {
            return Grammar.of(new YAMLMapper().readValue(yaml, Grammar.Source.class));
        } catch (IOException e) {
            throw new UncheckedIOException(language, e);
        }
    }
}
