package dev.askfirst.log;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The log up to the last checkpoint that others may see: what can be proven about it now. */
public final class PublishedLog {

    private static final Sql HOLDS = Sql.of("select 1 from page where page_id = :page and first_leaf + n <= :size");

    private static final Sql FIRST =
            Sql.of("select first_leaf from page where page_id = :page and first_leaf + :slot < :size");

    private final Connection connection;
    private final CheckpointRows.Stored checkpoint;
    private final String origin;
    private final StoredTree tree;

    private PublishedLog(Connection connection, CheckpointRows.Stored checkpoint, Head head) {
        this.connection = connection;
        this.checkpoint = checkpoint;
        this.origin = head.origin().orElseThrow();
        this.tree = new StoredTree(connection, head.edge());
    }

    /** As the log stands now; empty before anything is sealed. */
    public static Optional<PublishedLog> now(Connection connection) throws SQLException {
        return at(connection, checkpoint(connection));
    }

    /** Up to the last checkpoint that somebody cosigned, if this page is in it; else as it stands now. */
    public static Optional<PublishedLog> holding(Connection connection, UUID page) throws SQLException {
        var cosigned = Cosignatures.last(connection);
        return cosigned.isPresent() && holds(connection, cosigned.get().size(), page)
                ? at(connection, cosigned)
                : now(connection);
    }

    /** The last checkpoint that others may see, with what witnesses have signed below it by now. */
    static Optional<CheckpointRows.Stored> checkpoint(Connection connection) throws SQLException {
        var checkpoint = CheckpointRows.published(connection);
        return checkpoint.isPresent() ? Optional.of(Cosignatures.with(connection, checkpoint.get())) : Optional.empty();
    }

    private static Optional<PublishedLog> at(Connection connection, Optional<CheckpointRows.Stored> checkpoint)
            throws SQLException {
        if (checkpoint.isEmpty()) return Optional.empty();
        return Optional.of(new PublishedLog(connection, checkpoint.get(), Head.read(connection)));
    }

    private static boolean holds(Connection connection, long size, UUID page) throws SQLException {
        return HOLDS.with("page", page).with("size", size).exists(connection);
    }

    public String origin() {
        return origin;
    }

    public long size() {
        return checkpoint.size();
    }

    /** The signed note. */
    public String checkpoint() {
        return checkpoint.note();
    }

    /** A node that has all its leaves. */
    public byte[] node(Subtree subtree) throws SQLException {
        return tree.at(subtree.height(), subtree.index());
    }

    /** Proof of the entry at this place of a page; empty while that is not in the checkpoint. */
    public Optional<LogProof> proof(UUID page, int slot) throws SQLException {
        var first = FIRST.with("page", page)
                .with("slot", slot)
                .with("size", size())
                .first(connection, row -> row.number("first_leaf"));
        if (first.isEmpty()) return Optional.empty();
        var index = first.get() + slot;
        return Optional.of(new LogProof(index, Paths.inclusion(index, size(), tree), checkpoint.note()));
    }

    /** The hashes of these leaves as they were sealed, whatever the pages say now. */
    public byte[] leaves(long first, long end) throws SQLException {
        var leaves = new byte[Math.toIntExact(end - first) * Merkle.LENGTH];
        for (var index = first / Tile.WHOLE; index * Tile.WHOLE < end; index++) {
            var from = Math.max(first, index * Tile.WHOLE);
            var to = Math.min(end, (index + 1) * Tile.WHOLE);
            var hashes = part(index, (int) (to - index * Tile.WHOLE));
            var skipped = (int) (from - index * Tile.WHOLE) * Merkle.LENGTH;
            System.arraycopy(hashes, skipped, leaves, (int) (from - first) * Merkle.LENGTH, hashes.length - skipped);
        }
        return leaves;
    }

    private byte[] part(long index, int width) throws SQLException {
        var whole = tree.tile(new Tile(0, index, width));
        // Read once: a long export does not keep the tiles it has passed.
        tree.forget();
        return Arrays.copyOf(
                whole.orElseThrow(() -> new SQLException("the tree lacks a tile", "XX001")), width * Merkle.LENGTH);
    }
}
