package dev.askfirst.platform.time;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Every edition of the time zone database that decisions were taken by, kept to take them again. */
public final class ZoneEditions {

    private static final Map<String, Zones> READ = new ConcurrentHashMap<>();

    private ZoneEditions() {}

    static void keep(DataSource dataSource, Zones zones) throws SQLException {
        if (zones.text().isEmpty()) return;
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(
                        "insert into zone_edition (edition, text) values (?, ?) on conflict do nothing")) {
            insert.setString(1, zones.edition());
            insert.setString(2, zones.text());
            insert.executeUpdate();
        }
    }

    /** The one of that name; empty where it was of another JDK. */
    public static Optional<Zones> find(Connection connection, String edition) throws SQLException {
        if (edition.equals(Zones.current().edition())) return Optional.of(Zones.current());
        if (edition.equals(Zones.ofJdk().edition())) return Optional.of(Zones.ofJdk());
        var read = Optional.ofNullable(READ.get(edition));
        return read.isPresent() ? read : stored(connection, edition);
    }

    private static Optional<Zones> stored(Connection connection, String edition) throws SQLException {
        try (var select = connection.prepareStatement("select text from zone_edition where edition = ?")) {
            select.setString(1, edition);
            var row = select.executeQuery();
            if (!row.next()) return Optional.empty();
            var zones = Zones.of(row.getString("text"));
            READ.put(edition, zones);
            return Optional.of(zones);
        } catch (ZoneText.Broken e) {
            throw new IllegalStateException(e);
        }
    }
}
