package dev.askfirst.platform;

import java.util.Arrays;

/** How the version of what is read stands in {@code ETag}, and how a change names it in {@code If-Match}. */
public final class ETag {

    private ETag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** Whether a change that says this may be made to this version: a weak tag or another version never does. */
    public static boolean allows(String ifMatch, long version) {
        var own = of(version);
        return Arrays.stream(ifMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(own));
    }
}
