package dev.askfirst.platform;

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

    private static final ThreadLocal<Integer> HELD = ThreadLocal.withInitial(() -> 0);

    /** An export runs alone on its instance; the names of a month are read ahead, but for tests of other months. */
    private static final List<String> ALLOWED =
            List.of("dev.askfirst.export.ExportRunner", "dev.askfirst.person.Strangers");

    @Override
    public void onConnectionAcquire(Connection connection) {
        HELD.set(HELD.get() + 1);
        if (HELD.get() == 1) return;
        var here = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.startsWith("dev.askfirst"))
                        .toList());
        if (ALLOWED.stream().anyMatch(here::contains) || here.getLast().endsWith("Test")) return;
        HELD.set(HELD.get() - 1);
        throw new IllegalStateException("a second connection for one thread: " + here);
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        HELD.set(HELD.get() - 1);
    }
}
