package dev.askfirst.outbound.push;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.outbound.feed.ChangeSequencer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sees to it that tools are told what is due, each second by default and on every instance. A tool that is slow or away holds up
 * nobody but itself: each has a few requests under way at a time, and no database connection is held meanwhile.
 */
@ApplicationScoped
public class PushWorker {

    private static final Logger LOG = Logger.getLogger(PushWorker.class);
    private static final int AT_A_TIME = 4;

    private final CatalogService catalogs;
    private final ChangeSequencer sequencer;
    private final PushPlanner planner;
    private final PushQueue queue;
    private final PushSender sender;
    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    PushWorker(
            CatalogService catalogs,
            ChangeSequencer sequencer,
            PushPlanner planner,
            PushQueue queue,
            PushSender sender) {
        this.catalogs = catalogs;
        this.sequencer = sequencer;
        this.planner = planner;
        this.queue = queue;
        this.sender = sender;
    }

    @Scheduled(every = "{askfirst.pushes.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void tick() {
        var targets = targets();
        if (stopping || targets.isEmpty()) return;
        try {
            sequencer.run();
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("changes are not placed: %s", e.getMessage());
        }
        try {
            for (var target : planner.behind(targets)) plan(target);
            for (var target : queue.due(targets)) {
                var slots = free.computeIfAbsent(target, _ -> new Semaphore(AT_A_TIME));
                while (slots.tryAcquire()) workers.submit(() -> work(target, slots));
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("nothing is pushed: %s", e.getMessage());
        }
    }

    /** What goes wrong with one target must not keep the others from being told; the next tick tries again. */
    private void plan(String target) {
        try {
            planner.run(target);
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("what %s is to be told is not known: %s", target, e.getMessage());
        }
    }

    private void work(String id, Semaphore slot) {
        try {
            var next = queue.next(id, Optional.empty());
            while (next.isPresent()) {
                // Read anew: whoever puts the target right, or pauses it, is heard at once.
                var target = target(id);
                if (target.isEmpty()) return;
                var settled = sender.attempt(target.get(), next.get());
                if (stopping) {
                    queue.settle(settled);
                    return;
                }
                next = queue.next(id, Optional.of(settled));
            }
        } catch (SQLException | RuntimeException e) {
            // The claim lapses, and the tool is told again.
            LOG.warnf("%s: %s", id, e.getMessage());
        } finally {
            slot.release();
        }
    }

    private List<String> targets() {
        return catalogs.newest().document().pushes().stream()
                .filter(it -> !it.paused())
                .map(PushTarget::id)
                .toList();
    }

    private Optional<PushTarget> target(String id) {
        return catalogs.newest().document().pushes().stream()
                .filter(it -> it.id().equals(id) && !it.paused())
                .findFirst();
    }

    /** What is under way is settled if it ends in time; else its claim lapses, and the tool is told again. */
    void stop(@Observes ShutdownEvent ending) throws InterruptedException {
        stopping = true;
        workers.shutdown();
        workers.awaitTermination(PushSender.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
