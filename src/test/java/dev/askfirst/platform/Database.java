package dev.askfirst.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Looks into the database as the service sees it, and puts fixtures there that no API makes yet. */
@ApplicationScoped
public class Database {

    private static final String WAITING = "select pid from pg_stat_activity where wait_event_type = 'Lock' and ";

    /** Where its parts run on several machines, one of them waits there. */
    private static final String WAITING_ANYWHERE = """
            with activity as materialized (
                select global_pid, pid, is_worker_query, wait_event_type, query, query_start from citus_stat_activity)
            select pid from activity where not is_worker_query
                and global_pid in (select global_pid from activity where wait_event_type = 'Lock') and\s""";

    private final DataSource dataSource;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The rows of a query, each value as text. */
    public List<List<String>> rows(String sql, Object... parameters) {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) select.setObject(i + 1, parameters[i]);
            var rows = new ArrayList<List<String>>();
            var result = select.executeQuery();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) row.add(result.getString(i));
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Optional<String> value(String sql, Object... parameters) {
        return rows(sql, parameters).stream().findFirst().map(List::getFirst);
    }

    public long count(String sql, Object... parameters) {
        return Long.parseLong(value(sql, parameters).orElseThrow());
    }

    /** How many statements wait for a lock, of those whose {@code query} and {@code query_start} are so. */
    public long waiting(String condition) {
        return ofWaiting("count(*)", condition);
    }

    /** Cuts the connections of statements that wait for a lock; how many. */
    public long cutWaiting(String condition) {
        return ofWaiting("count(pg_terminate_backend(pid))", condition);
    }

    private long ofWaiting(String what, String condition) {
        var waiting = (TestCluster.given().isEmpty() ? WAITING : WAITING_ANYWHERE) + condition;
        return count("select %s from (%s) waiting".formatted(what, waiting));
    }

    public void execute(String sql, Object... parameters) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
