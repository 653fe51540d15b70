package dev.askfirst.platform.http;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a resource in {@code ETag}, and in {@code If-Match} of a change: the version in quotes, followed by a
 * hash of the representation if that can change without the version. For a change, only the version counts.
 */
public final class ETag {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,18})(-[0-9a-f]{16})?");
    private static final int HASH = 8;

    private ETag() {}

    /** The tag of something that changes with its version only. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** The tag of something that can change without its version. */
    public static String of(long version, String shown) {
        var hash = Sha256.digest().digest(shown.getBytes(StandardCharsets.UTF_8));
        return "\"" + version + "-" + HexFormat.of().formatHex(hash, 0, HASH) + "\"";
    }

    /** Whether {@code If-Match} allows a change of this version: a weak tag or another version never does. */
    public static boolean allows(String ifMatch, long version) {
        var own = of(version);
        return Arrays.stream(ifMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(own));
    }

    /**
     * The version that a change must find; empty if any will do ({@code *}). A change without {@code If-Match} is
     * refused.
     */
    public static Optional<Long> expected(String ifMatch) {
        if (ifMatch == null) {
            throw Fault.of(ProblemCode.PRECONDITION_REQUIRED, "`If-Match` is missing: send the `ETag` you have read");
        }
        if (ifMatch.strip().equals("*")) return Optional.empty();
        var tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) throw Fault.invalid("If-Match", "is not one tag such as `\"7\"`, nor `*`");
        var version = VERSION.matcher(tag.group(2));
        // RFC 9110, 13.1.1: a weak tag never matches here.
        if (tag.group(1) != null || !version.matches()) {
            throw Fault.of(ProblemCode.PRECONDITION_FAILED, "`If-Match` names no version there ever was");
        }
        return Optional.of(Long.parseLong(version.group(1)));
    }

    /** Whether the caller has this already (RFC 9110, 13.1.2: weak comparison). */
    public static boolean unchanged(String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) return false;
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(it -> it.equals("*") || it.equals(tag) || it.equals("W/" + tag));
    }
}
