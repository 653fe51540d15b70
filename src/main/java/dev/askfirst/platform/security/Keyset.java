package dev.askfirst.platform.security;

import java.util.Set;

/**
 * One keyset as it stood in its file.
 *
 * @param primitive what the keyset does, with all its enabled keys
 * @param primary the version of the key that the file names as the one to use
 * @param versions those of all enabled keys
 */
public record Keyset<P>(KeyName name, P primitive, int primary, Set<Integer> versions) {

    /** A version as people read it. */
    public static String text(int version) {
        return Integer.toUnsignedString(version);
    }
}
