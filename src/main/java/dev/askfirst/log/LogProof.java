package dev.askfirst.log;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** That one entry is in the log, in a text that can be checked without us (C2SP tlog-proof). */
public record LogProof(long index, List<byte[]> path, String checkpoint) {

    private static final String FIRST = "c2sp.org/tlog-proof@v1";

    public String text() {
        var text = new StringBuilder(FIRST + "\nindex " + index + "\n");
        for (var hash : path)
            text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
        return text.append('\n').append(checkpoint).toString();
    }

    /** Reads a proof strictly; empty if anything in it is not as it must be. */
    public static Optional<LogProof> parse(String text) {
        var split = text.indexOf("\n\n");
        if (split < 0) return Optional.empty();
        var lines = new ArrayList<>(List.of(text.substring(0, split).split("\n", -1)));
        if (!lines.removeFirst().equals(FIRST)) return Optional.empty();
        if (!lines.isEmpty() && lines.getFirst().startsWith("extra ")) lines.removeFirst();
        if (lines.isEmpty() || !lines.getFirst().matches("index (0|[1-9]\\d{0,17})")) return Optional.empty();
        var index = Long.parseLong(lines.removeFirst().substring("index ".length()));
        try {
            var path = lines.stream().map(Base64.getDecoder()::decode).toList();
            if (path.stream().anyMatch(hash -> hash.length != Merkle.LENGTH)) return Optional.empty();
            return Optional.of(new LogProof(index, path, text.substring(split + 2)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether it proves, for somebody who trusts this key, that an entry with this leaf hash is in the log. */
    public boolean proves(byte[] leaf, VerifierKey key) {
        return Note.parse(checkpoint)
                .filter(note -> note.isSignedBy(key))
                .flatMap(note -> Checkpoint.parse(note.text()))
                .filter(it -> it.origin().equals(key.name()))
                .map(it -> PathCheck.includes(index, it.size(), leaf, path, it.root()))
                .orElse(false);
    }
}
