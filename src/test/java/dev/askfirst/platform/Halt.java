package dev.askfirst.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Holds up what a service writes to some tables, in the middle of its transaction, so that it can be killed right there. */
public final class Halt implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String WAITING = "from pg_locks where locktype = 'advisory' and objid = 18 and not granted";

    private final Connection connection;
    private final List<String> tables;

    /** @param places such as {@code insert on mail} */
    public Halt(RunningService service, List<String> places) throws SQLException {
        connection = service.asSuperuser();
        tables = places.stream().map(it -> it.split(" on ")[1]).toList();
        execute("""
                create or replace function halted() returns trigger language plpgsql as $$ begin
                    perform pg_advisory_xact_lock_shared(18); return new; end $$""");
        execute("select pg_advisory_lock(18)");
        for (var place : places)
            execute("create trigger halted before %s for each row execute function halted()".formatted(place));
    }

    /** Waits until so many statements are held up. */
    public void await(int statements) {
        Await.until(statements + " statements wait", SOON, () -> waiting() >= statements);
    }

    /** What waits is never done: as if it had not arrived. */
    public void lose() throws SQLException {
        execute("select pg_terminate_backend(pid) " + WAITING);
        Await.until("nothing waits", SOON, () -> waiting() == 0);
    }

    private long waiting() {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) " + WAITING)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Lets what still waits go on, whoever may have waited for it. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            execute("select pg_advisory_unlock(18)");
            for (var table : tables) execute("drop trigger halted on " + table);
        }
    }
}
