package dev.askfirst.decision;

import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.local.LocalRoles;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

/** Looks for names that must be nowhere. */
final class Traces {

    private Traces() {}

    /** The names as they are, and as anybody could find them who has a list of places. */
    static List<String> of(String... names) {
        var traces = new ArrayList<String>();
        for (var name : names) {
            var bytes = name.getBytes(StandardCharsets.UTF_8);
            var hash = Sha256.of(name);
            traces.add(name.toLowerCase(Locale.ROOT));
            traces.add(HexFormat.of().formatHex(bytes));
            traces.add(
                    Base64.getEncoder().withoutPadding().encodeToString(bytes).toLowerCase(Locale.ROOT));
            traces.add(HexFormat.of().formatHex(hash));
            traces.add(HexFormat.of().formatHex(hash).substring(0, 32));
            traces.add(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(hash).toLowerCase(Locale.ROOT));
            traces.add(UUID.nameUUIDFromBytes(bytes).toString());
        }
        return traces;
    }

    /** Reads every row as text, as the owner sees it; one after another, as there may be more than fit into memory. */
    static void eachRow(String url, String password, Consumer<String> reader) throws SQLException {
        try (var connection = DriverManager.getConnection(url, LocalRoles.OWNER, password)) {
            connection.setAutoCommit(false);
            for (var table : tables(connection)) {
                try (var statement = connection.createStatement()) {
                    statement.setFetchSize(1_000);
                    var row = statement.executeQuery("select lower(t::text) from " + table + " t");
                    while (row.next()) reader.accept(row.getString(1));
                }
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement()) {
            var table = statement.executeQuery(
                    "select format('%I', tablename) from pg_tables where schemaname = 'public' and tablename <> 'zone_edition'");
            while (table.next()) names.add(table.getString(1));
        }
        names.add("decision_entry");
        return names;
    }
}
