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

    /** Yeses that end from now on and before {@code end}, as many as usual, from this {@code next} of an earlier reply on. */
    public static CheckedExpiring between(Instant now, Instant end, Optional<String> cursor) {
        var checks = new Checks();
        var place = place(checks, cursor);
        checks.done();
        return new CheckedExpiring(
                place.orElse(new Place(now, Place.FIRST)), end, Optional.empty(), Optional.empty(), USUAL);
    }

    /** A place in the list: after this grant, which ends then. */
    public record Place(Instant expires, UUID grant) {

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

    /** The checked request: from where on, before when, of which controller and topic, how many at most. */
    public record CheckedExpiring(
            Place from, Instant before, Optional<String> controller, Optional<String> topic, int limit) {}

    /** Without {@code after}, the list begins now. */
    CheckedExpiring checked(Instant now) {
        var checks = new Checks();
        checks.require("before", before);
        var end = time(checks, "before", before).orElse(now);
        var start = time(checks, "after", after).orElse(now);
        var place = place(checks, Optional.ofNullable(cursor));
        var most = limit == null ? USUAL : limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MOST) checks.error("limit", "must be a number from 1 to " + MOST);
        var ofController = checks.optionalId("controller", controller);
        var ofTopic = checks.optionalId("topic", topic);
        checks.done();
        return new CheckedExpiring(place.orElse(new Place(start, Place.FIRST)), end, ofController, ofTopic, most);
    }

    private static Optional<Place> place(Checks checks, Optional<String> cursor) {
        var place = cursor.flatMap(Place::parse);
        if (cursor.isPresent() && place.isEmpty()) checks.error("cursor", "is not a `next` of an earlier reply");
        return place;
    }

    private static Optional<Instant> time(Checks checks, String field, String value) {
        if (value == null) return Optional.empty();
        var time = Times.parse(value);
        if (time.isEmpty()) checks.error(field, "is not a time such as `2026-11-22T10:00:00Z`");
        return time;
    }
}
