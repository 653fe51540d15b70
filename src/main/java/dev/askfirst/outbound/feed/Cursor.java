package dev.askfirst.outbound.feed;

import dev.askfirst.person.key.Cursors;
import dev.askfirst.platform.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How far somebody has read: everything before {@code position}, and at it what concerns the controllers up to this
 * one. Its text is encrypted for its owner, because positions also count the changes of others.
 */
record Cursor(long position, String controller) {

    static Cursor at(long position) {
        return new Cursor(position, "");
    }

    /** What {@link #text} wrote for the same owner. */
    static Cursor parse(Cursors cursors, String owner, String text) {
        return cursors.open(owner, text)
                .map(place -> read(ByteBuffer.wrap(place)))
                .orElseThrow(() -> Fault.invalid("after", "is not a `next` that this feed gave to you"));
    }

    String text(Cursors cursors, String owner) {
        var reached = controller.getBytes(StandardCharsets.UTF_8);
        var place = ByteBuffer.allocate(Long.BYTES + reached.length);
        return cursors.seal(owner, place.putLong(position).put(reached).array());
    }

    private static Cursor read(ByteBuffer place) {
        return new Cursor(place.getLong(), StandardCharsets.UTF_8.decode(place).toString());
    }

    /** Whether what concerns this controller at this place was read already. */
    boolean isPast(Placed placed, String concerned) {
        return placed.position() == position && concerned.compareTo(controller) <= 0;
    }
}
