package dev.askfirst.outbound.webhook;

import dev.askfirst.outbound.feed.ChangeSequencer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sees to it that what is due gets sent, each second by default and on every instance. A webhook that is slow or away holds up nobody
 * but itself: each has a few deliveries under way at a time, and no database connection is held meanwhile.
 */
@ApplicationScoped
public class DeliveryWorker {

    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);
    private static final int AT_A_TIME = 4;

    private final ChangeSequencer sequencer;
    private final DeliveryPlanner planner;
    private final Deliveries deliveries;
    private final WebhookSender sender;
    private final Map<UUID, Semaphore> free = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    DeliveryWorker(ChangeSequencer sequencer, DeliveryPlanner planner, Deliveries deliveries, WebhookSender sender) {
        this.sequencer = sequencer;
        this.planner = planner;
        this.deliveries = deliveries;
        this.sender = sender;
    }

    @Scheduled(every = "{askfirst.deliveries.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void tick() {
        if (stopping) return;
        step("changes are not placed", sequencer::run);
        step("deliveries are not made out", planner::run);
        step("deliveries are not sent", this::sendWhatIsDue);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    /** What goes wrong with one step must not keep the others from running; the next tick tries again. */
    private static void step(String failure, Step step) {
        try {
            step.run();
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("%s: %s", failure, e.getMessage());
        }
    }

    private void sendWhatIsDue() throws SQLException {
        for (var webhook : deliveries.due()) {
            var slots = free.computeIfAbsent(webhook, _ -> new Semaphore(AT_A_TIME));
            while (slots.tryAcquire()) workers.submit(() -> work(webhook, slots));
        }
    }

    private void work(UUID webhook, Semaphore slot) {
        try {
            var next = deliveries.next(webhook, Optional.empty());
            while (next.isPresent()) {
                var tried = sender.attempt(next.get());
                if (stopping) {
                    deliveries.settle(webhook, tried);
                    return;
                }
                next = deliveries.next(webhook, Optional.of(tried));
            }
        } catch (SQLException | RuntimeException e) {
            // The claim lapses, and the event is sent again.
            LOG.warnf("webhook %s: %s", webhook, e.getMessage());
        } finally {
            slot.release();
        }
    }

    /** What is under way is settled if it ends in time; else its claim lapses, and it is sent again. */
    void stop(@Observes ShutdownEvent ending) throws InterruptedException {
        stopping = true;
        workers.shutdown();
        workers.awaitTermination(WebhookSender.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
