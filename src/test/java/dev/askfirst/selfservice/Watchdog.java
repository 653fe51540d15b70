package dev.askfirst.selfservice;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Ends the browser's driver, and the browser with it, once somebody has waited too long for them: some calls of Playwright
 * know no limit of their own, and each of them fails as soon as the driver is gone.
 */
final class Watchdog implements AutoCloseable {

    private final Set<Long> others =
            ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private ScheduledFuture<?> end;

    /** From now on this long, and no longer. */
    synchronized void allow(Duration longest) {
        if (end != null) end.cancel(false);
        end = clock.schedule(this::kill, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends what was started since, if anything still runs. */
    @Override
    public void close() {
        clock.shutdownNow();
        kill();
    }

    /** Whether a driver that was started since still runs. */
    boolean guards() {
        return drivers().findAny().isPresent();
    }

    private void kill() {
        drivers().forEach(driver -> {
            var browsers = driver.descendants().toList();
            driver.destroyForcibly();
            browsers.forEach(ProcessHandle::destroyForcibly);
        });
    }

    private java.util.stream.Stream<ProcessHandle> drivers() {
        return ProcessHandle.current()
                .children()
                .filter(it -> !others.contains(it.pid()))
                .filter(it -> it.info().command().orElse("").endsWith("node"));
    }
}
