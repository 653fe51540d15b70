package dev.askfirst.outbound;

import dev.askfirst.platform.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How far somebody has read: everything before {@code position}, and at it what concerns the controllers up to this one.
 * As text it means nothing to anybody else.
 */
record Cursor(long position, String controller) {

    private static final int LONGEST = 200;

    static Cursor at(long position) {
        return new Cursor(position, "");
    }

    static Cursor parse(String text) {
        try {
            if (text.length() > LONGEST) throw new IllegalArgumentException();
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var colon = plain.indexOf(':');
            if (colon < 0) throw new IllegalArgumentException();
            var position = Long.parseLong(plain.substring(0, colon));
            if (position < 0) throw new IllegalArgumentException();
            return new Cursor(position, plain.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            throw Fault.invalid("after", "is not a cursor of this feed");
        }
    }

    String text() {
        var plain = (position + ":" + controller).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    /** Whether what concerns this controller at this place was read already. */
    boolean isPast(Placed placed, String concerned) {
        return placed.position() == position && concerned.compareTo(controller) <= 0;
    }
}
