package dev.askfirst.consent.wording;

import dev.askfirst.consent.wording.Meaning.Certainty;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A text as one grammar reads it. */
final class Reading {

    private static final Set<String> MEANS = Set.of("call", "mail", "post", "text");

    /** A sentence, and the kinds of patterns that it has. */
    private record Read(Clauses sentence, Set<String> kinds) {

        Certainty certainty() {
            var sure = kinds.contains("sure") && !kinds.contains("contrary");
            if (sure && !sentence.quoted() && !kinds.contains("doubt")) return Certainty.SURE;
            return sure || kinds.contains("unsure") ? Certainty.UNSURE : Certainty.NONE;
        }
    }

    private final Grammar grammar;
    private final List<Clauses> sentences;

    Reading(Grammar grammar, List<Sentence> sentences) {
        this.grammar = grammar;
        this.sentences = sentences.stream()
                .map(it -> new Clauses(grammar.lexicon(), grammar.reach(), it))
                .toList();
    }

    /** How many of the words this grammar knows. */
    int known() {
        return sentences.stream().mapToInt(Clauses::known).sum();
    }

    /** What it says; empty if it has no pattern of the text, and so nothing to say against another grammar. */
    Optional<Meaning> meaning() {
        var read = sentences.stream().map(it -> new Read(it, kinds(it))).toList();
        if (read.stream().allMatch(it -> it.kinds().isEmpty())) return Optional.empty();
        var named = new HashSet<String>();
        var most = Certainty.NONE;
        for (var it : read) {
            var certainty = it.certainty();
            if (certainty != Certainty.NONE) named.addAll(it.sentence().named(MEANS));
            if (certainty.compareTo(most) < 0) most = certainty;
        }
        // An answer by a machine talks of messages too, and nobody is behind it who wants something.
        var absent = read.stream().anyMatch(it -> it.kinds().contains("absent"));
        if (absent && most == Certainty.UNSURE) return Optional.of(Meaning.NOTHING);
        return Optional.of(new Meaning(most, named).atMost(absent ? Certainty.UNSURE : Certainty.SURE));
    }

    private Set<String> kinds(Clauses sentence) {
        return grammar.rules().entrySet().stream()
                .filter(it -> it.getValue().stream().anyMatch(sentence::has))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
