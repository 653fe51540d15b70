package dev.askfirst.platform;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, by looking again until a deadline. */
public final class Await {

    private static final Duration BETWEEN = Duration.ofMillis(20);

    private Await() {}

    public static void until(String what, Duration most, BooleanSupplier done) {
        var end = System.nanoTime() + most.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("not within " + most + ": " + what);
            pause();
        }
    }

    public static void pause() {
        LockSupport.parkNanos(BETWEEN.toNanos());
    }
}
