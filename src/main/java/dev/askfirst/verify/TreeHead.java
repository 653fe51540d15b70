package dev.askfirst.verify;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** A checkpoint whose signature was checked: of which log, how large, with which root. */
record TreeHead(String origin, long size, byte[] root) {

    private static final Pattern CHECKPOINT =
            Pattern.compile("(?s)[^\n]+\n(0|[1-9]\\d{0,17})\n[A-Za-z0-9+/]{43}=\n.*\n— .+");

    /** Whether this is a checkpoint at all, of whichever log and whoever signed it. */
    static boolean isOne(String note) {
        return CHECKPOINT.matcher(note).matches();
    }

    /** Read from a signed note; its name must be that of a key that has signed it. */
    static TreeHead of(String what, String note, List<Key> keys) throws Tampered {
        var split = note.lastIndexOf("\n\n");
        if (split < 0) throw new Tampered(what + " is no signed note");
        var text = note.substring(0, split + 1);
        var signatures = note.substring(split + 2);
        var lines = text.split("\n", -1);
        var signed = keys.stream().anyMatch(key -> key.name().equals(lines[0]) && key.hasSigned(text, signatures));
        if (!signed) throw new Tampered(what + " is not signed by the key you trust");
        if (lines.length < 4 || !lines[1].matches("0|[1-9]\\d{0,17}")) throw new Tampered(what + " is no checkpoint");
        try {
            var root = Base64.getDecoder().decode(lines[2]);
            if (root.length == Hashing.LENGTH) return new TreeHead(lines[0], Long.parseLong(lines[1]), root);
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new Tampered(what + " has no root");
    }
}
