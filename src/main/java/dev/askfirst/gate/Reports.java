package dev.askfirst.gate;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the service what became of permits. What it cannot be told is counted, and said with the decision's id. */
final class Reports {

    private static final int MOST = 64;
    private static final int ATTEMPTS = 5;
    private static final int LONGEST = 200;
    private static final Duration TO_FINISH = Duration.ofSeconds(10);

    private final AskingService service;
    private final GateMetrics metrics;
    private final Semaphore room = new Semaphore(MOST);

    Reports(AskingService service, GateMetrics metrics) {
        this.service = service;
        this.metrics = metrics;
    }

    /** Tells it before it returns. */
    void now(String decision, String outcome, String detail) {
        told(decision, outcome, detail, 1);
    }

    /** Tells it while the mailer goes on: that a message was sent stays true, and the mailer should hear of it at once. */
    void soon(String decision, String outcome, String detail) {
        if (!room.tryAcquire()) {
            told(decision, outcome, detail, 1);
            return;
        }
        Thread.ofVirtual().start(() -> {
            try {
                told(decision, outcome, detail, ATTEMPTS);
            } finally {
                room.release();
            }
        });
    }

    /** Waits for those that are being told. */
    void finish() {
        try {
            if (!room.tryAcquire(MOST, TO_FINISH.toNanos(), TimeUnit.NANOSECONDS)) {
                System.err.println("askfirst: some messages that were sent could not be reported");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void told(String decision, String outcome, String detail, int attempts) {
        var text = detail.substring(0, Math.min(detail.length(), LONGEST));
        var recorded = service.report(decision, outcome, text);
        for (var attempt = 1; !recorded && attempt < attempts; attempt++) {
            pause(Duration.ofSeconds(attempt));
            recorded = service.report(decision, outcome, text);
        }
        metrics.report(outcome, recorded);
        if (!recorded) {
            System.err.println("askfirst: `%s` could not be reported of decision %s".formatted(outcome, decision));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
