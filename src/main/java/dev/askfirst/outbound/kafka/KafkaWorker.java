package dev.askfirst.outbound.kafka;

import dev.askfirst.outbound.feed.ChangeSequencer;
import dev.askfirst.outbound.kafka.KafkaBatches.Batch;
import dev.askfirst.outbound.kafka.KafkaMetrics.Result;
import dev.askfirst.outbound.kafka.KafkaMetrics.Why;
import dev.askfirst.outbound.kafka.KafkaProgress.Claim;
import dev.askfirst.outbound.kafka.KafkaSender.Failure;
import dev.askfirst.outbound.kafka.KafkaSender.Sent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Tells Kafka what the feed has, one instance at a time. Brokers that are away or slow hold up nothing else: it runs on a thread
 * of its own, and holds neither a connection nor a lock of the database while it waits for them.
 */
@ApplicationScoped
class KafkaWorker {

    private static final Logger LOG = Logger.getLogger(KafkaWorker.class);
    private static final long ENDING_SECONDS = 2;

    private final KafkaConfig config;
    private final ChangeSequencer sequencer;
    private final KafkaProgress progress;
    private final KafkaBatches batches;
    private final KafkaSender sender;
    private final KafkaMetrics metrics;
    private final ReentrantLock busy = new ReentrantLock();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean begun;
    private volatile boolean stopping;

    KafkaWorker(
            KafkaConfig config,
            ChangeSequencer sequencer,
            KafkaProgress progress,
            KafkaBatches batches,
            KafkaSender sender,
            KafkaMetrics metrics) {
        this.config = config;
        this.sequencer = sequencer;
        this.progress = progress;
        this.batches = batches;
        this.sender = sender;
        this.metrics = metrics;
    }

    /** Settings that can never work are told at once; brokers that are away are none. */
    void check(@Observes StartupEvent starting) {
        if (config.servers().isEmpty()) return;
        KafkaBatches.types(config);
        ProducerSettings.read(config);
    }

    @Scheduled(every = "{askfirst.kafka.every}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void tick() {
        if (config.servers().isEmpty() || stopping) return;
        busy.lock();
        try {
            tell();
        } catch (SQLException | RuntimeException e) {
            // The claim lapses, and what was not noted is told again.
            LOG.warnf("Kafka is told nothing: %s", e.getMessage());
        } finally {
            busy.unlock();
        }
    }

    private void tell() throws SQLException {
        sequencer.run();
        if (!begun) progress.begin();
        begun = true;
        var claim = progress.claim();
        while (claim.isPresent()) claim = round(claim.get());
    }

    /** Tells what comes next; with what claim to go on, if there is more to do. */
    private Optional<Claim> round(Claim claim) throws SQLException {
        Batch batch;
        Sent sent;
        try {
            batch = batches.read(claim);
            var records =
                    batch.messages().stream().map(KafkaBatches.Message::record).toList();
            sent = sender.send(records, claim.failed() > 0);
        } catch (RuntimeException e) {
            away(claim, e);
            return Optional.empty();
        }
        if (batch.next() == claim.next()) {
            progress.release(claim);
            return Optional.empty();
        }
        var heldOn = noted(claim, batch, sent);
        if (heldOn.isEmpty()) return heldOn;
        if (sent.failure().isPresent()) {
            failed(heldOn.get(), batch, sent.failure().get());
            return Optional.empty();
        }
        if (failing.getAndSet(false)) LOG.info("Kafka takes events again");
        if (!stopping) return heldOn;
        progress.release(heldOn.get());
        return Optional.empty();
    }

    /** Moves on to the first event that brokers have not acknowledged. */
    private Optional<Claim> noted(Claim claim, Batch batch, Sent sent) throws SQLException {
        var next = sent.acknowledged() == batch.messages().size()
                ? batch.next()
                : batch.messages().get(sent.acknowledged()).position();
        metrics.count(Result.SENT, sent.acknowledged());
        if (next == claim.next()) return Optional.of(claim);
        var heldOn = progress.advance(claim, next);
        if (heldOn.isPresent()) left(claim, batch);
        return heldOn;
    }

    /** Tells operators of what nobody will be told of. */
    private void left(Claim claim, Batch batch) {
        if (batch.missed() > 0) {
            metrics.count(Result.MISSED, batch.missed());
            LOG.errorf(
                    "Kafka was never told of %d changes, from place %d on, that the feed has no more",
                    batch.missed(), claim.next());
        }
        if (batch.passedOver() > 0) {
            metrics.count(Result.PASSED_OVER, batch.passedOver());
            claim.held().ifPresent(it -> LOG.errorf("event %s is passed over: Kafka never had it", it.event()));
        }
    }

    private void failed(Claim claim, Batch batch, Failure failure) throws SQLException {
        if (!failure.isOfTheRecord()) {
            away(claim, failure.why());
            return;
        }
        var message = batch.messages().get(failure.index());
        metrics.count(Why.REFUSED);
        progress.hold(claim, message.event(), message.position());
        progress.fail(claim);
        if (claim.held().filter(it -> it.event().equals(message.event())).isEmpty()) {
            LOG.errorf(
                    "Kafka refuses event %s for its own sake, and all waits for it, for %s: %s",
                    message.event(), config.hold(), root(failure.why()));
        }
    }

    /** Told once, until events are taken again. */
    private void away(Claim claim, Exception why) throws SQLException {
        metrics.count(Why.AWAY);
        progress.fail(claim);
        if (!failing.getAndSet(true)) LOG.warnf("Kafka does not take events: %s", root(why));
        else LOG.debugf("nor now: %s", root(why));
    }

    private static Throwable root(Throwable why) {
        var root = why;
        while (root.getCause() != null) root = root.getCause();
        return root;
    }

    /** What is under way and acknowledged in time is noted; the rest is told again by whoever comes next. */
    void stop(@Observes ShutdownEvent ending) throws InterruptedException {
        stopping = true;
        var isIdle = busy.tryLock(ENDING_SECONDS, TimeUnit.SECONDS);
        sender.close();
        if (isIdle || busy.tryLock(ENDING_SECONDS, TimeUnit.SECONDS)) busy.unlock();
    }
}
