package dev.askfirst.decision;

import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.local.LocalRoles;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

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

    /** Every row as text, as the owner sees it. */
    static String dump(String url, String password) throws SQLException {
        var text = new StringBuilder();
        try (var connection = DriverManager.getConnection(url, LocalRoles.OWNER, password);
                var tables = connection.createStatement()) {
            var table = tables.executeQuery(
                    "select format('%I', tablename) from pg_tables where schemaname = 'public' and tablename <> 'zone_edition'");
            while (table.next()) {
                try (var statement = connection.createStatement()) {
                    var row = statement.executeQuery("select t::text from " + table.getString(1) + " t");
                    while (row.next()) text.append(row.getString(1)).append('\n');
                }
            }
            var decisions = tables.executeQuery("select d::text from decision_entry d");
            while (decisions.next()) text.append(decisions.getString(1)).append('\n');
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
