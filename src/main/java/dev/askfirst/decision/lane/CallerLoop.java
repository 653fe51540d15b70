package dev.askfirst.decision.lane;

import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.Executor;

/**
 * The event loop of whoever asks: one executor for all who ask on the same loop, so that a lane releases the answers of
 * a turn with one task for each loop.
 *
 * <p>The only class that uses Vert.x's own {@link ContextInternal}, because no public way has this promise.
 * {@code Context.runOnContext} belongs to one request: it would be one task, and one waking of a loop, for each answer
 * instead of each loop. {@code Vertx.nettyEventLoopGroup} finds the loop, but is deprecated and gone in Vert.x 5.
 */
final class CallerLoop {

    private CallerLoop() {}

    /** The event loop that this thread is; elsewhere the caller of the executor itself runs the task. */
    static Executor current() {
        var context = ContextInternal.current();
        return context == null || !context.inThread() ? Runnable::run : context.nettyEventLoop();
    }
}
