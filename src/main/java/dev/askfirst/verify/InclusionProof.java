package dev.askfirst.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** That one leaf is in a log (C2SP tlog-proof): its place, the hashes beside its way up, and the signed head of the log. */
record InclusionProof(long index, List<byte[]> path, String checkpoint) {

    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final int LONGEST = 64;

    /** Reads a proof strictly; empty if anything in it is not as it must be. */
    static Optional<InclusionProof> parse(String text) {
        var split = text.indexOf("\n\n");
        if (split < 0) return Optional.empty();
        var lines = text.substring(0, split).split("\n", -1);
        if (lines.length < 2 || lines.length > LONGEST + 2 || !lines[0].equals(FIRST)) return Optional.empty();
        if (!lines[1].matches("index (0|[1-9]\\d{0,17})")) return Optional.empty();
        var path = new ArrayList<byte[]>();
        for (var i = 2; i < lines.length; i++) {
            var hash = Key.decoded(lines[i]);
            if (hash.length != Hashing.LENGTH) return Optional.empty();
            path.add(hash);
        }
        var index = Long.parseLong(lines[1].substring("index ".length()));
        return Optional.of(new InclusionProof(index, path, text.substring(split + 2)));
    }

    /** The root of a tree of this size that has this leaf at this place (RFC 9162, 2.1.3.2); empty if there is none. */
    Optional<byte[]> root(byte[] leaf, long size) {
        if (index >= size) return Optional.empty();
        var hashing = new Hashing();
        var at = index;
        var last = size - 1;
        var hash = leaf;
        for (var beside : path) {
            if (last == 0) return Optional.empty();
            if ((at & 1) == 1 || at == last) {
                hash = hashing.node(beside, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = hashing.node(hash, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(hash) : Optional.empty();
    }
}
