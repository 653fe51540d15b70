package dev.askfirst.consent.wording;

import dev.askfirst.consent.wording.Meaning.Certainty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Made-up replies, each with what it is: those the grammars were tuned on, those they were not, and those that came later. */
record MadeUpReplies(List<MadeUpReply> all) {

    static final MadeUpReplies TUNED = read("tuned");
    static final MadeUpReplies HELD_OUT = read("held-out");

    /** Made up by somebody who had not read the rules; measured once, and tuned on since. */
    static final MadeUpReplies FRESH = read("fresh");

    record MadeUpReply(String language, String kind, String text) {

        boolean isRevocation() {
            return kind.equals("stop");
        }

        Certainty read() {
            return Grammars.read(text).certainty();
        }
    }

    MadeUpReplies in(String language) {
        return with(it -> it.language().equals(language));
    }

    MadeUpReplies with(Predicate<MadeUpReply> wanted) {
        return new MadeUpReplies(all.stream().filter(wanted).toList());
    }

    MadeUpReplies revocations() {
        return with(MadeUpReply::isRevocation);
    }

    MadeUpReplies others() {
        return with(it -> !it.isRevocation());
    }

    MadeUpReplies readAs(Certainty certainty) {
        return with(it -> it.read() == certainty);
    }

    int size() {
        return all.size();
    }

    private static MadeUpReplies read(String name) {
        try (var lines = Files.lines(Path.of("src/test/resources/replies/" + name + ".tsv"))) {
            return new MadeUpReplies(lines.filter(it -> !it.startsWith("#"))
                    .map(it -> it.split("\t"))
                    .map(it -> new MadeUpReply(it[0], it[1], it[2]))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
