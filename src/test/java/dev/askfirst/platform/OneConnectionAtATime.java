package dev.askfirst.platform;

import dev.askfirst.platform.postgres.TimeLimit;
import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;

/**
 * Who holds a connection may not wait for another one of the same pool: a dozen who do wait for each other. In tests the
 * second one is refused, but not to the tests themselves.
 */
@Singleton
class OneConnectionAtATime implements AgroalPoolInterceptor {

    /** Work within a time limit runs on another thread: it holds what the thread that waits for it holds. */
    private static final ThreadLocal<Integer> HELD = new InheritableThreadLocal<>() {
        @Override
        protected Integer initialValue() {
            return 0;
        }

        /** Others that are started meanwhile, such as a worker on its first errand, hold nothing. */
        @Override
        protected Integer childValue(Integer held) {
            var limited = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().startsWith(TimeLimit.class.getName())));
            return limited ? held : 0;
        }
    };

    /** An export runs alone on its instance; the names of a month are read ahead, but for tests of other months. */
    private static final List<String> ALLOWED =
            List.of("dev.askfirst.export.ExportRunner", "dev.askfirst.person.key.Strangers");

    @Override
    public void onConnectionAcquire(Connection connection) {
        var here = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.startsWith("dev.askfirst"))
                        .toList());
        if (here.getLast().endsWith("Test")) return;
        if (HELD.get() == 0 || ALLOWED.stream().anyMatch(here::contains)) {
            HELD.set(HELD.get() + 1);
            return;
        }
        throw new IllegalStateException("a second connection for one thread: " + here);
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        HELD.set(Math.max(0, HELD.get() - 1));
    }
}
