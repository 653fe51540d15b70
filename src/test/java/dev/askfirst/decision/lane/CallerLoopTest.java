package dev.askfirst.decision.lane;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers are released on the event loop that asked: with one task for all that came from it, so it is one and the same. */
class CallerLoopTest {

    private static final int PATIENCE = 60;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void allWhoAskOnOneLoopHaveTheSameExecutor() throws Exception {
        var loop = vertx.getOrCreateContext();
        assertSame(home(loop), home(loop));
        var other = CompletableFuture.supplyAsync(vertx::getOrCreateContext);
        assertNotSame(home(loop), home(other.join()));
    }

    @Test
    void whatIsReleasedRunsOnTheLoopThatAsked() throws Exception {
        var loop = vertx.getOrCreateContext();
        var asked = new CompletableFuture<Thread>();
        loop.runOnContext(_ -> asked.complete(Thread.currentThread()));
        var released = new CompletableFuture<Thread>();
        home(loop).execute(() -> released.complete(Thread.currentThread()));
        assertSame(asked.get(PATIENCE, SECONDS), released.get(PATIENCE, SECONDS));
    }

    @Test
    void whoAsksOnNoLoopIsReleasedByTheLane() throws Exception {
        var elsewhere = vertx.executeBlocking(() -> home());
        for (var home : List.of(
                home(), elsewhere.toCompletionStage().toCompletableFuture().get(PATIENCE, SECONDS))) {
            var released = new CompletableFuture<Thread>();
            home.execute(() -> released.complete(Thread.currentThread()));
            assertSame(Thread.currentThread(), released.getNow(null));
        }
    }

    private static Executor home(Context context) throws Exception {
        var home = new CompletableFuture<Executor>();
        context.runOnContext(_ -> home.complete(home()));
        return home.get(PATIENCE, SECONDS);
    }

    private static Executor home() {
        return CallerLoop.current();
    }
}
