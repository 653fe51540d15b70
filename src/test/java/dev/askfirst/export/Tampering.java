package dev.askfirst.export;

import dev.askfirst.catalog.limit.Reach;
import dev.askfirst.log.Checkpoint;
import dev.askfirst.log.Edge;
import dev.askfirst.log.LogKeys;
import dev.askfirst.log.PublishedLog;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.local.LocalRoles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What somebody with every right on the database does to it, and the export that comes out then; all of it is undone. */
final class Tampering implements AutoCloseable {

    private final Connection connection;
    private final LogKeys keys;

    Tampering(String url, String ownerPassword, LogKeys keys) throws SQLException {
        this.connection = DriverManager.getConnection(url, LocalRoles.OWNER, ownerPassword);
        this.connection.setAutoCommit(false);
        this.keys = keys;
        // Nobody seals meanwhile.
        execute("select from sealer where id = 1 for update");
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            if (statement.getUpdateCount() == 0 && sql.matches("(?s)(insert|update|delete).*"))
                throw new IllegalStateException("does nothing: " + sql);
        }
    }

    List<List<String>> rows(String sql) throws SQLException {
        try (var select = connection.createStatement()) {
            var rows = new ArrayList<List<String>>();
            var row = select.executeQuery(sql);
            while (row.next()) {
                var cells = new ArrayList<String>();
                for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) cells.add(row.getString(i));
                rows.add(cells);
            }
            return rows;
        }
    }

    /** Writes an export of everything into the folder. */
    void export(Path folder, String format) throws SQLException, IOException {
        var body = Json.MAPPER.createObjectNode();
        body.put("from", "2000-01-01T00:00:00.000000Z")
                .put("to", "9000-01-01T00:00:00.000000Z")
                .put("format", format);
        var export = new Export(UUID.randomUUID(), Instant.EPOCH, Json.MAPPER.createObjectNode(), body);
        var log = PublishedLog.now(connection).orElseThrow();
        var filter = new Filter(export.filters(), Set.of(), Reach.WHOLE);
        new ExportRun(new ExportRun.Connections(connection, connection), export, log, filter, Optional.empty(), 1_000)
                .run(keys.signers(log.origin()), (_, _) -> {});
        for (var file : rows("select name, bytes from export_file where export_id = '%s'".formatted(export.id()))) {
            var content = new ByteArrayOutputStream();
            ExportFile.copy(connection, export.id(), file.getFirst(), 0, Long.parseLong(file.getLast()), content);
            Files.write(folder.resolve(file.getFirst()), content.toByteArray());
        }
    }

    /** Makes the whole tree anew from the pages as they are now, and signs it with the service's own key. */
    void rebuildTree() throws SQLException {
        var edge = Edge.empty();
        try (var clear = connection.createStatement();
                var select = connection.prepareStatement(
                        "select leaves from page where first_leaf is not null order by first_leaf");
                var insert = connection.prepareStatement("insert into tile values (?, ?, ?)")) {
            clear.execute("delete from tile");
            var row = select.executeQuery();
            while (row.next()) {
                for (var tile : edge.append(row.getBytes(1))) {
                    insert.setInt(1, tile.level());
                    insert.setLong(2, tile.index());
                    insert.setBytes(3, tile.hashes());
                    insert.executeUpdate();
                }
            }
        }
        try (var update = connection.prepareStatement("update sealer set size = ?, edge = ?, published = ?");
                var sign = connection.prepareStatement(
                        "insert into checkpoint values (?, ?, ?, now()) on conflict (size) do update set root = excluded.root, note = excluded.note")) {
            update.setLong(1, edge.size());
            update.setBytes(2, edge.bytes());
            update.setLong(3, edge.size());
            update.executeUpdate();
            var origin = rows("select origin from sealer").getFirst().getFirst();
            sign.setLong(1, edge.size());
            sign.setBytes(2, edge.root());
            sign.setString(3, new Checkpoint(origin, edge.size(), edge.root()).signed(keys.signers(origin)));
            sign.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
