package dev.askfirst.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A text with signatures below it, as C2SP signed-note has it. */
public record Note(String text, List<Signature> signatures) {

    private static final int MOST_SIGNATURES = 100;
    private static final int ID = 4;

    /** One signature line: whose it is, by name and by the four bytes that name the key. */
    public record Signature(String name, byte[] id, byte[] bytes) {

        private static Optional<Signature> parse(String line) {
            var parts = line.split(" ", -1);
            if (parts.length != 3 || !parts[0].equals("\u2014") || !VerifierKey.isName(parts[1]))
                return Optional.empty();
            try {
                var bytes = Base64.getDecoder().decode(parts[2]);
                if (bytes.length <= ID) return Optional.empty();
                return Optional.of(
                        new Signature(parts[1], Arrays.copyOf(bytes, ID), Arrays.copyOfRange(bytes, ID, bytes.length)));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }

        private boolean isOf(VerifierKey key) {
            return name.equals(key.name()) && Arrays.equals(id, key.id());
        }
    }

    /** Signs a text; it must end with a line feed. */
    public static String sign(String text, Collection<Signer> signers) {
        if (!text.endsWith("\n")) throw new IllegalArgumentException("the text does not end with a line feed");
        return text + "\n" + signers.stream().map(signer -> signer.line(text)).collect(Collectors.joining());
    }

    /** Reads a note strictly; empty if anything in it is not as it must be. */
    public static Optional<Note> parse(String note) {
        var split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n") || hasControls(note)) return Optional.empty();
        var lines = note.substring(split + 2).split("\n", -1);
        if (lines.length < 2 || lines.length > MOST_SIGNATURES + 1) return Optional.empty();
        var signatures = new ArrayList<Signature>();
        for (var line : Arrays.asList(lines).subList(0, lines.length - 1)) {
            var signature = Signature.parse(line);
            if (signature.isEmpty()) return Optional.empty();
            signatures.add(signature.get());
        }
        return Optional.of(new Note(note.substring(0, split + 1), signatures));
    }

    /** Whether this key has signed it. A signature in its name that does not fit counts against the note. */
    public boolean isSignedBy(VerifierKey key) {
        var theirs = signatures.stream().filter(it -> it.isOf(key)).toList();
        var message = text.getBytes(StandardCharsets.UTF_8);
        return !theirs.isEmpty() && theirs.stream().allMatch(it -> key.verifies(message, it.bytes()));
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\n');
    }
}
