package dev.askfirst.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A witness that the auditor trusts, by its verifier key of type 4: {@code name+id+key} (C2SP tlog-cosignature, v1). */
public record Witness(String name, byte[] id, byte[] publicKey) {

    private static final int TYPE = 4;
    private static final int ID = 4;
    private static final int TIME = 8;

    public static Witness parse(String text) throws Unreadable {
        var key = Key.parts(text, TYPE);
        return new Witness(key.name(), key.id(), key.publicKey());
    }

    /** Whether one of these lines is its statement that it has seen this checkpoint, and that the log only grew. */
    boolean hasSeen(String text, String lines) {
        for (var line : lines.split("\n")) {
            var parts = line.split(" ");
            if (parts.length != 3 || !parts[0].equals("\u2014") || !parts[1].equals(name)) continue;
            if (isSeen(text, Key.decoded(parts[2]))) return true;
        }
        return false;
    }

    private boolean isSeen(String text, byte[] bytes) {
        if (bytes.length <= ID + TIME || !Arrays.equals(Arrays.copyOf(bytes, ID), id)) return false;
        var time = ByteBuffer.wrap(bytes, ID, TIME).getLong();
        var message = "cosignature/v1\ntime " + time + "\n" + text;
        return time >= 0
                && Key.verifies(
                        publicKey,
                        message.getBytes(StandardCharsets.UTF_8),
                        Arrays.copyOfRange(bytes, ID + TIME, bytes.length));
    }
}
