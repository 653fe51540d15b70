package dev.askfirst.log;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;

/** How large the tree of a log was and what its root was: the text that is signed (C2SP tlog-checkpoint). */
public record Checkpoint(String origin, long size, byte[] root) {

    private static final int LINES = 3;

    public String text() {
        return "%s\n%d\n%s\n".formatted(origin, size, Base64.getEncoder().encodeToString(root));
    }

    public String signed(Collection<Signer> signers) {
        return Note.sign(text(), signers);
    }

    /** What a note's text says, read strictly; lines after the third are an extension and say nothing to us. */
    public static Optional<Checkpoint> parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length <= LINES || !text.endsWith("\n")) return Optional.empty();
        if (lines[0].isEmpty() || !lines[1].matches("0|[1-9]\\d{0,17}")) return Optional.empty();
        if (Arrays.stream(lines).limit(lines.length - 1L).anyMatch(String::isEmpty)) return Optional.empty();
        try {
            var root = Base64.getDecoder().decode(lines[2]);
            var canonical = Base64.getEncoder().encodeToString(root).equals(lines[2]);
            if (root.length != Merkle.LENGTH || !canonical) return Optional.empty();
            return Optional.of(new Checkpoint(lines[0], Long.parseLong(lines[1]), root));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
