package dev.askfirst.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;

/** Reads and writes single parts of the catalog. A part that is put is there as it was sent, or nothing has changed. */
@ApplicationScoped
public class CatalogEdits {

    /**
     * A part as it is to be.
     *
     * @param onTopOf the versions of the catalog that this may change
     */
    public record Edit(String kind, String id, ObjectNode body, LongPredicate onTopOf, Caller by) {

        public Edit {
            if (!Checks.isId(id)) throw Fault.invalid("id", "is not an id such as `offers.shoes`");
            var named = body.get("id");
            if (named != null && !named.isNull() && !id.equals(named.textValue())) {
                throw Fault.invalid("id", "is not the id in the path");
            }
            body = body.deepCopy().put("id", id);
        }

        private <T> T as(Class<T> type) {
            return Json.read(body, Json.MAPPER.readerFor(type));
        }

        private void checkVersion(Catalog before) {
            if (onTopOf.test(before.version())) return;
            throw Fault.of(
                    ProblemCode.PRECONDITION_FAILED, "the catalog is at version " + before.version() + " by now");
        }
    }

    /** A part as callers see it, and the version of the catalog that it is of. */
    public record Shown(Object part, long version) {}

    /**
     * A part that was put; {@code isNew} if there was none in its place.
     *
     * @param draft where it waits, if it needs a second admin; nothing is changed then
     */
    public record Put(Optional<Shown> shown, boolean isNew, Optional<UUID> draft) {}

    private final CatalogService catalogs;
    private final CatalogWriter writer;

    CatalogEdits(CatalogService catalogs, CatalogWriter writer) {
        this.catalogs = catalogs;
        this.writer = writer;
    }

    /**
     * What this caller may see under an id.
     *
     * @param version if parts of this kind have versions: the one that is wanted, or all
     */
    Shown show(CatalogPart<?> kind, String id, Optional<String> version, Caller caller) {
        var wanted = version.filter(_ -> kind.versions().isPresent()).map(CatalogEdits::number);
        var catalog = catalogs.newest();
        var part = kind.shown(catalog.seenBy(caller), id, wanted)
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no `%s` among the %s".formatted(id, kind.kind())));
        return new Shown(part, catalog.version());
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw Fault.invalid("version", "must be a whole number");
        }
    }

    /** Puts a part in its place. */
    public Put put(Edit edit) {
        return put(CatalogPart.named(edit.kind()), edit);
    }

    private <T> Put put(CatalogPart<T> kind, Edit edit) {
        var part = edit.as(kind.type());
        var key = kind.key().apply(part);
        var changed = change(kind, part, edit);
        var isNew = kind.find(changed.before().document(), key).isEmpty();
        if (changed.draft().isPresent()) return new Put(Optional.empty(), isNew, changed.draft());
        var now = kind.find(changed.after().document(), key).orElseThrow();
        return new Put(Optional.of(new Shown(kind.shown(now), changed.after().version())), isNew, Optional.empty());
    }

    private <T> CatalogWriter.Changed change(CatalogPart<T> kind, T part, Edit edit) {
        try {
            return writer.change(
                    (before, at) -> {
                        edit.checkVersion(before);
                        return placed(before.document(), at, kind, part);
                    },
                    edit.by());
        } catch (Fault fault) {
            throw fault.errors().isEmpty() ? fault : Fault.invalid(seenFromBody(kind, edit, fault.errors()));
        }
    }

    /** A document with this part in its place; refused as if it were put. */
    public static CatalogDocument with(CatalogDocument document, Instant at, Edit edit) {
        return read(document, at, CatalogPart.named(edit.kind()), edit);
    }

    private static <T> CatalogDocument read(CatalogDocument document, Instant at, CatalogPart<T> kind, Edit edit) {
        return placed(document, at, kind, edit.as(kind.type()));
    }

    private static <T> CatalogDocument placed(CatalogDocument document, Instant at, CatalogPart<T> kind, T part) {
        checkFollows(kind, part, document);
        if (part instanceof CatalogDocument.Notice notice) checkNotOver(document, notice, at);
        return kind.put(document, part);
    }

    /** Versions under one id follow one another. */
    private static <T> void checkFollows(CatalogPart<T> kind, T part, CatalogDocument before) {
        if (kind.versions().isEmpty()) return;
        var versions = kind.versions().get();
        var highest = kind.of().apply(before).stream()
                .filter(it -> versions.id().apply(it).equals(versions.id().apply(part)))
                .mapToInt(versions.number())
                .max()
                .orElse(0);
        if (versions.number().applyAsInt(part) > highest + 1) {
            throw Fault.invalid("version", "is at most " + (highest + 1) + ": versions follow one another");
        }
    }

    /** What a notice ends later cannot have ended already. */
    private static void checkNotOver(CatalogDocument before, CatalogDocument.Notice notice, Instant at) {
        var asBefore = before.notices().stream()
                .anyMatch(it -> it.id().equals(notice.id())
                        && it.version() == notice.version()
                        && it.earlier().equals(notice.earlier()));
        var over = notice.earlier().flatMap(Earlier::until).filter(at::isAfter);
        if (over.isPresent() && !asBefore) throw Fault.invalid("earlier.until", "is over already; say `end` for now");
    }

    /** What is wrong with the part itself is named as it stands in the body. */
    private static List<Fault.FieldError> seenFromBody(CatalogPart<?> kind, Edit edit, List<Fault.FieldError> errors) {
        var prefix = kind.kind() + "." + edit.id() + ".";
        return errors.stream()
                .map(error -> error.field().startsWith(prefix)
                        ? new Fault.FieldError(error.field().substring(prefix.length()), error.message())
                        : error)
                .toList();
    }
}
