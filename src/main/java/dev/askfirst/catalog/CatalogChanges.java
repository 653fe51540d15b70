package dev.askfirst.catalog;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What differs between two catalogs, part by part. */
public final class CatalogChanges {

    /**
     * A part that differs.
     *
     * @param key its id, and its version and language if it has those
     * @param before as it was; empty for one that is new
     * @param after as it is; empty for one that is gone
     */
    public record Changed(String kind, String key, Optional<Object> before, Optional<Object> after) {}

    private CatalogChanges() {}

    /** A document as it is stored: canonical JSON. */
    public static String text(CatalogDocument document) {
        return CatalogSnapshots.text(document);
    }

    /** A document that was stored. */
    public static CatalogDocument document(String stored) {
        return CatalogSnapshots.document(stored, "a draft");
    }

    /** All parts that differ, in the order of the later document, those that are gone last. */
    public static List<Changed> between(CatalogDocument before, CatalogDocument after) {
        return CatalogPart.ALL.stream()
                .flatMap(kind -> between(kind, before, after).stream())
                .toList();
    }

    private static <T> List<Changed> between(CatalogPart<T> kind, CatalogDocument before, CatalogDocument after) {
        var keys = Stream.concat(kind.of().apply(after).stream(), kind.of().apply(before).stream())
                .map(kind.key())
                .distinct()
                .toList();
        var changed = new ArrayList<Changed>();
        for (var key : keys) {
            var was = kind.find(before, key);
            var is = kind.find(after, key);
            if (!was.equals(is)) changed.add(new Changed(kind.kind(), key, was.map(it -> it), is.map(it -> it)));
        }
        return changed;
    }

    /**
     * What a draft changes of its base, done to a newer catalog; a fault that names the parts, if somebody else has changed
     * the same ones otherwise since.
     */
    public static CatalogDocument rebased(CatalogDocument base, CatalogDocument draft, CatalogDocument newest) {
        var rebased = newest;
        var both = new ArrayList<String>();
        for (var kind : CatalogPart.ALL) rebased = rebased(kind, base, draft, rebased, both);
        if (!both.isEmpty())
            throw Fault.of(
                    ProblemCode.CONFLICT,
                    "others have changed the same meanwhile: " + String.join(", ", both)
                            + "; make the change again on what stands there now");
        return rebased;
    }

    private static <T> CatalogDocument rebased(
            CatalogPart<T> kind,
            CatalogDocument base,
            CatalogDocument draft,
            CatalogDocument newest,
            List<String> both) {
        var rebased = newest;
        for (var part : kind.of().apply(draft)) {
            var key = kind.key().apply(part);
            var was = kind.find(base, key).orElse(null);
            var is = kind.find(newest, key).orElse(null);
            if (part.equals(was) || part.equals(is)) continue;
            if (Objects.equals(was, is)) rebased = kind.put(rebased, part);
            else both.add(kind.kind() + " " + key);
        }
        return rebased;
    }
}
