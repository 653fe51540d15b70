package dev.askfirst.catalog;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tracks which wordings grants refer to. A wording that a grant refers to can no longer be changed, and no grant can
 * refer to a wording that is not in force: each use is a row, which a change must lock as well.
 */
@ApplicationScoped
public class NoticeUse {

    /** The words of one version of a notice in one language, as someone was shown them. */
    public record Wording(String id, int version, String language, String hash) {

        static Wording of(CatalogDocument.Notice notice) {
            return new Wording(notice.id(), notice.version(), notice.language(), notice.hash());
        }

        Key key() {
            return new Key(id, version, language);
        }
    }

    record Key(String id, int version, String language) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::id).thenComparing(Key::version).thenComparing(Key::language);

        static Key of(CatalogDocument.Notice notice) {
            return new Key(notice.id(), notice.version(), notice.language());
        }
    }

    private static final Sql INSERT = Sql.of("""
            insert into notice_use (id, version, language)
            select * from unnest(:ids::text[], :versions::integer[], :languages::text[])
            on conflict do nothing returning id, version, language""");

    private static final Sql DELETE =
            Sql.of("delete from notice_use where id = :id and version = :version and language = :language");

    private final CatalogService catalogs;

    /** The words of uses that were seen committed: they stay for ever. */
    private final Map<Key, String> committed = new ConcurrentHashMap<>();

    /** A use that was inserted on the same connection may still be rolled back, so finding it there proves nothing. */
    private final Map<Connection, Set<Key>> inserted = Collections.synchronizedMap(new WeakHashMap<>());

    NoticeUse(CatalogService catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * Records, in the caller's transaction, that grants refer to these wordings; they cannot change from here on, unless
     * it is rolled back. Words that changed since they were looked up are a conflict. Costs nothing for wordings that
     * were used before.
     */
    public void record(Connection connection, Collection<Wording> shown) throws SQLException {
        var unsure = shown.stream().distinct().filter(this::isUnsure).toList();
        if (unsure.isEmpty()) return;
        var own = inserted.computeIfAbsent(connection, _ -> new HashSet<>());
        own.addAll(insert(connection, unsure.stream().map(Wording::key).toList()));
        // Read after the rows are there: a change that came first is seen now, and a later one waits for us.
        var newest = catalogs.newest(connection).document();
        for (var wording : unsure) {
            if (!stands(newest, wording)) throw changed(wording);
            if (!own.contains(wording.key())) committed.put(wording.key(), wording.hash());
        }
    }

    /** Refuses a change of wordings that a grant refers to, also of one whose transaction is still open: it is waited for. */
    void refuseChangesOfUsed(Connection connection, CatalogDocument before, CatalogDocument after) throws SQLException {
        var kept = Set.copyOf(after.notices());
        var changing = before.notices().stream()
                .filter(notice -> !kept.contains(notice))
                .map(Key::of)
                .toList();
        if (changing.isEmpty()) return;
        var unused = insert(connection, changing);
        for (var key : changing) if (!unused.contains(key)) throw used(key);
        delete(connection, unused);
    }

    private boolean isUnsure(Wording wording) {
        var words = committed.get(wording.key());
        if (words != null && !words.equals(wording.hash())) throw changed(wording);
        return words == null;
    }

    private static boolean stands(CatalogDocument catalog, Wording wording) {
        return catalog.notices().stream()
                .anyMatch(notice ->
                        Key.of(notice).equals(wording.key()) && notice.hash().equals(wording.hash()));
    }

    /** Inserts what is missing, in one order for everybody, and gives what was; waits for transactions that did the same. */
    private static Set<Key> insert(Connection connection, List<Key> keys) throws SQLException {
        var ordered = keys.stream().distinct().sorted(Key.ORDER).toList();
        return Set.copyOf(INSERT.with("ids", ordered.stream().map(Key::id).toList())
                .with("versions", ordered.stream().map(Key::version).toList())
                .with("languages", ordered.stream().map(Key::language).toList())
                .list(connection, row -> new Key(row.text("id"), row.integer("version"), row.text("language"))));
    }

    private static void delete(Connection connection, Set<Key> keys) throws SQLException {
        for (var key : keys) {
            DELETE.with("id", key.id())
                    .with("version", key.version())
                    .with("language", key.language())
                    .update(connection);
        }
    }

    private static Fault used(Key key) {
        return Fault.of(
                ProblemCode.CONFLICT,
                "people have agreed to version %d of `%s` in `%s`: make a new version instead"
                        .formatted(key.version(), key.id(), key.language()));
    }

    private static Fault changed(Wording wording) {
        return Fault.of(
                ProblemCode.CONFLICT,
                "the words of version %d of `%s` in `%s` have just been changed: ask the person again"
                        .formatted(wording.version(), wording.id(), wording.language()));
    }
}
