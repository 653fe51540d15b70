package dev.askfirst.catalog.draft;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.platform.security.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A change of the catalog that somebody has made and that may or may not come into force. What it says is never changed.
 *
 * @param base the version that it changes
 * @param document the whole catalog as it would be
 * @param secondAdmin whether the changes after it would need a second admin
 */
public record Draft(
        UUID id,
        long base,
        CatalogDocument document,
        boolean secondAdmin,
        Instant made,
        Caller.Recorded by,
        Optional<String> note,
        State state,
        Optional<Settled> settled) {

    /** What has become of it; {@code catalog_draft} holds it in lower case. */
    public enum State {
        WAITING,
        /** It is in force, or was. */
        PUBLISHED,
        /** By another admin. */
        REFUSED,
        /** By its own author. */
        WITHDRAWN,
        /** Another draft says the same on a newer version. */
        REBASED
    }

    /**
     * How it ended.
     *
     * @param version of the catalog that was made of it
     * @param rebasedAs the draft that took its place
     */
    public record Settled(
            Instant at,
            Caller.Recorded by,
            Optional<String> reason,
            Optional<Long> version,
            Optional<UUID> rebasedAs) {}

    public boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Whether this is its author: by who vouched for them and by their name, whatever their role is. */
    public boolean isBy(Caller caller) {
        return by.issuer().equals(caller.issuer()) && by.subject().equals(caller.subject());
    }
}
