package dev.askfirst.platform.postgres;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits no longer than this for the database, whatever hangs. The work runs on a thread of its own; at the time limit
 * that thread is interrupted, which closes its connection and frees the place in the pool.
 */
public record TimeLimit(Duration most) {

    /** PostgreSQL's own code for a statement that took too long. */
    private static final String TOO_LONG = "57014";

    /** What is done within the limit. */
    @FunctionalInterface
    public interface Work<R> {
        R run() throws SQLException;
    }

    public <R> R run(Work<R> work) throws SQLException {
        var task = new FutureTask<R>(work::run);
        Thread.ofVirtual().name("within a time limit").start(task);
        try {
            return task.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            task.cancel(true);
            throw new SQLTimeoutException("not done within " + most.toMillis() + " ms", TOO_LONG);
        } catch (InterruptedException _) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new SQLTimeoutException("interrupted", TOO_LONG);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
