package dev.askfirst.log;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives new pages their place in the tree, and signs the new head, all in one transaction, which fails if the lease was
 * lost.
 */
final class Seal {

    /** The most leaves of one seal, but for one page more: memory stays bounded however many wait. */
    static final int MOST_LEAVES = 100_000;

    private static final int MOST_PAGES = 20_000;
    private static final int AT_ONCE = 500;

    /** What a seal did: how many leaves and pages it placed, and when the oldest of them was recorded. */
    record Done(long leaves, int pages, Optional<Instant> oldest) {

        static final Done NOTHING = new Done(0, 0, Optional.empty());
    }

    private static final Sql SIGNED =
            Sql.of("select root, (select max(size) from checkpoint) as last from checkpoint where size = :size");

    private static final Sql PLACE = Sql.of("""
            update page set first_leaf = placed.place
            from unnest(:pages::uuid[], :places::bigint[]) placed (page_id, place)
            where page.page_id = placed.page_id and page.first_leaf is null""");

    private static final Sql INSERT =
            Sql.of("insert into checkpoint (size, root, note, at) values (:size, :root, :note, :at)");

    private static final Sql ADVANCE = Sql.of("""
            update sealer set origin = :origin, size = :size, edge = :edge
            where id = 1 and epoch = :epoch and size = :before""");

    private final Connection connection;
    private final Lease lease;
    private final Clock clock;

    private final List<UUID> pages = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();
    private final List<Edge.Full> tiles = new ArrayList<>();

    Seal(Connection connection, Lease lease, Clock clock) {
        this.connection = connection;
        this.lease = lease;
        this.clock = clock;
    }

    /** To be called in a transaction of its own. */
    Done run(String origin, List<Signer> signers) throws SQLException {
        var head = Head.locked(connection, lease);
        var edge = head.edge();
        var before = edge.size();
        refuseForeign(edge);
        take(edge);
        if (pages.isEmpty()) return Done.NOTHING;
        place();
        TileRows.insert(connection, tiles);
        LogKeys.publish(connection, signers);
        insert(new Checkpoint(origin, edge.size(), edge.root()), signers);
        advance(origin, edge, before);
        return new Done(edge.size() - before, pages.size(), Optional.of(Ids.instant(pages.getFirst())));
    }

    /** Nothing is signed on top of a tree that is not the one that was signed before. */
    private void refuseForeign(Edge edge) throws SQLException {
        var same = SIGNED.with("size", edge.size())
                .first(
                        connection,
                        row -> row.number("last") == edge.size() && Arrays.equals(row.bytes("root"), edge.root()));
        if (same.isPresent()
                ? same.get()
                : edge.size() == 0 && CheckpointRows.last(connection).isEmpty()) return;
        throw new SQLException("the tree is not the one that was signed last", "XX001");
    }

    /** Waiting pages by an index of those alone; never those behind the last one, for transactions end in any order. */
    private void take(Edge edge) throws SQLException {
        // Rows are fetched as they are used: JDBC.
        try (var select = connection.prepareStatement(
                "select page_id, n, leaves from page where first_leaf is null order by page_id limit " + MOST_PAGES)) {
            select.setFetchSize(AT_ONCE);
            var row = select.executeQuery();
            var start = edge.size();
            while (edge.size() - start < MOST_LEAVES && row.next()) {
                var leaves = row.getBytes(3);
                if (leaves.length != row.getInt(2) * Merkle.LENGTH || leaves.length == 0) {
                    throw new SQLException("page " + row.getString(1) + " is not as it was written", "XX001");
                }
                pages.add(row.getObject(1, UUID.class));
                places.add(edge.size());
                tiles.addAll(edge.append(leaves));
            }
        }
    }

    private void place() throws SQLException {
        var placed = PLACE.with("pages", pages).with("places", places).update(connection);
        if (placed != pages.size()) throw new LostLease();
    }

    private void insert(Checkpoint checkpoint, List<Signer> signers) throws SQLException {
        INSERT.with("size", checkpoint.size())
                .with("root", checkpoint.root())
                .with("note", checkpoint.signed(signers))
                .with("at", clock.read(connection))
                .update(connection);
    }

    private void advance(String origin, Edge edge, long before) throws SQLException {
        var advanced = ADVANCE.with("origin", origin)
                .with("size", edge.size())
                .with("edge", edge.bytes())
                .with("epoch", lease.epoch())
                .with("before", before)
                .update(connection);
        if (advanced != 1) throw new LostLease();
    }
}
