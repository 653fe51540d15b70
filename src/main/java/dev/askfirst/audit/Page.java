package dev.askfirst.audit;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Shard;
import dev.askfirst.platform.postgres.Sql;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** The entries of one transaction, by their leaf hashes in order. Sealed later into the tree, as a whole. */
public final class Page {

    /** As many entries as one page holds. */
    public static final int MOST = 30_000;

    private static final int LEAF = 32;

    private static final Sql INSERT =
            Sql.of("insert into page (page_id, n, leaves, shard) values (:page, :n, :leaves, :shard)");

    private final UUID id;
    private final ByteArrayOutputStream leaves = new ByteArrayOutputStream(64 * LEAF);

    public Page(Instant at) {
        this(Ids.page(at));
    }

    /** @param id made by {@link Ids#page}; its shard is where the page lies */
    public Page(UUID id) {
        this.id = id;
    }

    /** The shard that it lies in. */
    public short shard() {
        return Shard.ofPage(id);
    }

    public UUID id() {
        return id;
    }

    /** Adds an entry and gives the slot it has on this page. */
    public short add(Entry entry) {
        if (size() == MOST) throw new IllegalStateException("the page is full");
        leaves.writeBytes(entry.leaf());
        return (short) (size() - 1);
    }

    public short size() {
        return (short) (leaves.size() / LEAF);
    }

    public byte[] leaves() {
        return leaves.toByteArray();
    }

    /** Writes the page in the caller's transaction, together with its entries. */
    public void insert(Connection connection) throws SQLException {
        INSERT.with("page", id)
                .with("n", size())
                .with("leaves", leaves())
                .with("shard", shard())
                .update(connection);
    }
}
