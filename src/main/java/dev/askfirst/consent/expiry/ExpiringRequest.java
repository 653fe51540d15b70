package dev.askfirst.consent.expiry;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Times;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which yeses that end by themselves a caller wants to see. */
public final class ExpiringRequest {

    private static final int USUAL = 100;
    private static final int MOST = 1000;

    @QueryParam("before")
    String before;

    @QueryParam("after")
    String after;

    @QueryParam("controller")
    String controller;

    @QueryParam("topic")
    String topic;

    @QueryParam("cursor")
    String cursor;

    @QueryParam("limit")
    String limit;

    /** Yeses that end from now on and before this instant, from this cursor on; the cursor may be null. */
    public static ExpiringRequest until(Instant end, String cursor) {
        var request = new ExpiringRequest();
        request.before = end.toString();
        request.cursor = cursor;
        return request;
    }

    /** A place in the list: after this grant, which ends then. */
    record Place(Instant expires, UUID grant) {

        static final UUID FIRST = new UUID(0, 0);

        static Optional<Place> parse(String text) {
            var parts = text.split("~", 2);
            try {
                var grant = UUID.fromString(parts[parts.length - 1]);
                return Times.parse(parts[0]).map(expires -> new Place(expires, grant));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return ConsentEvent.text(expires) + "~" + grant;
        }
    }

    /** The checked request. */
    public record Checked(Place from, Instant before, Optional<String> controller, Optional<String> topic, int limit) {}

    /** Without {@code after}, the list begins now. */
    Checked checked(Instant now) {
        var checks = new Checks();
        checks.require("before", before);
        var end = time(checks, "before", before).orElse(now);
        var start = time(checks, "after", after).orElse(now);
        var place = Optional.ofNullable(cursor).flatMap(Place::parse);
        if (cursor != null && place.isEmpty()) checks.error("cursor", "is not a `next` of an earlier reply");
        var most = limit == null ? USUAL : limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MOST) checks.error("limit", "must be a number from 1 to " + MOST);
        var ofController = checks.optionalId("controller", controller);
        var ofTopic = checks.optionalId("topic", topic);
        checks.done();
        return new Checked(place.orElse(new Place(start, Place.FIRST)), end, ofController, ofTopic, most);
    }

    private static Optional<Instant> time(Checks checks, String field, String value) {
        if (value == null) return Optional.empty();
        var time = Times.parse(value);
        if (time.isEmpty()) checks.error(field, "is not a time such as `2026-11-22T10:00:00Z`");
        return time;
    }
}
