package dev.askfirst.catalog.draft;

import dev.askfirst.catalog.CatalogChanges;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A draft as callers see it.
 *
 * @param newest the version of the catalog that is in force
 * @param needsTwo whether somebody else than its author has to approve it
 * @param secondAdmin what the draft says of later changes
 */
record DraftReply(
        UUID id,
        String state,
        long base,
        long newest,
        boolean stale,
        boolean needsTwo,
        boolean secondAdmin,
        Instant made,
        Caller.Recorded by,
        Optional<String> note,
        List<CatalogChanges.Changed> changes,
        Optional<Instant> settled,
        Optional<Caller.Recorded> settledBy,
        Optional<String> reason,
        Optional<Long> version,
        Optional<UUID> rebasedAs) {

    /** A draft in a list: what it changes stands in the draft itself. */
    record Listed(UUID id, String state, long base, Instant made, Caller.Recorded by, Optional<String> note) {

        static Listed of(Draft draft) {
            return new Listed(
                    draft.id(), Json.text(draft.state()), draft.base(), draft.made(), draft.by(), draft.note());
        }
    }

    static DraftReply of(Drafts.Shown shown) {
        var draft = shown.draft();
        var settled = draft.settled();
        return new DraftReply(
                draft.id(),
                Json.text(draft.state()),
                draft.base(),
                shown.newest(),
                shown.isStale(),
                shown.two(),
                draft.secondAdmin(),
                draft.made(),
                draft.by(),
                draft.note(),
                shown.changes(),
                settled.map(Draft.Settled::at),
                settled.map(Draft.Settled::by),
                settled.flatMap(Draft.Settled::reason),
                settled.flatMap(Draft.Settled::version),
                settled.flatMap(Draft.Settled::rebasedAs));
    }
}
