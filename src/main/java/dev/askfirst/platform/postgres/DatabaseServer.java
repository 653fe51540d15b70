package dev.askfirst.platform.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The server that a connection leads to.
 *
 * @param system the identifier of its cluster, which a primary and all its standbys have in common
 * @param timeline which primary of this cluster it is: each one that takes over has a higher number than those before; 0
 *     for a standby
 */
record DatabaseServer(String system, long timeline) {

    /** Not the timeline of the control file, which is that of the last checkpoint. */
    private static final String LOOK = """
            select system_identifier::text as system, case when pg_is_in_recovery() then 0
                else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint end as timeline%s
            from pg_control_system()""";

    boolean isStandby() {
        return timeline == 0;
    }

    /** Looks where the connection leads, and makes these settings of its session, as one statement. */
    static DatabaseServer of(Connection connection, Map<String, String> settings) throws SQLException {
        var configured = IntStream.range(0, settings.size())
                .mapToObj(", set_config(:name%1$d, :value%1$d, false)"::formatted)
                .collect(Collectors.joining());
        var look = new Sql.Call(Sql.of(LOOK.formatted(configured)), Map.of());
        var index = 0;
        for (var setting : settings.entrySet()) {
            look = look.with("name" + index, setting.getKey()).with("value" + index, setting.getValue());
            index++;
        }
        return look.first(connection, row -> new DatabaseServer(row.text("system"), row.number("timeline")))
                .orElseThrow();
    }
}
