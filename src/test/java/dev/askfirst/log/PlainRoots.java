package dev.askfirst.log;

import java.util.List;

/** Roots by the definition of RFC 6962, for tests elsewhere. */
public final class PlainRoots {

    private PlainRoots() {}

    public static byte[] of(List<byte[]> leaves) {
        return new PlainTree(leaves).root();
    }
}
