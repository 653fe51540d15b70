package dev.askfirst.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tree as it stands in the database: its whole tiles and its edge, read as they are needed. */
final class StoredTree implements Nodes {

    private record Place(int level, long index) {}

    private final Connection connection;
    private final Edge edge;
    private final Map<Place, byte[]> read = new HashMap<>();

    StoredTree(Connection connection, Edge edge) {
        this.connection = connection;
        this.edge = edge;
    }

    @Override
    public byte[] at(int height, long index) throws SQLException {
        var tile = Tile.holding(height, index);
        var inside = height % Tile.HEIGHT;
        var from = (int) ((index << inside) - (tile.index() << Tile.HEIGHT));
        return Tile.above(nodes(tile, from + (1 << inside)), from, inside);
    }

    /** The tile's nodes; empty if there are not that many. */
    Optional<byte[]> tile(Tile tile) throws SQLException {
        var growing = edge.tile(tile);
        if (growing.isPresent()) return growing;
        return whole(tile).map(it -> Arrays.copyOf(it, tile.width() * Merkle.LENGTH));
    }

    /** Forgets what was read. */
    void forget() {
        read.clear();
    }

    private byte[] nodes(Tile tile, int needed) throws SQLException {
        return tile(new Tile(tile.level(), tile.index(), needed))
                .orElseThrow(() -> new SQLException("the tree lacks " + tile.path(), "XX001"));
    }

    private Optional<byte[]> whole(Tile tile) throws SQLException {
        var place = new Place(tile.level(), tile.index());
        if (!read.containsKey(place)) {
            TileRows.read(connection, tile.level(), tile.index()).ifPresent(it -> read.put(place, it));
        }
        return Optional.ofNullable(read.get(place));
    }
}
