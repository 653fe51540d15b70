package dev.askfirst.outbound.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Hands records to the brokers in their order. The first that fails ends all that is under way: what is behind it in its
 * partition must not arrive before it.
 */
@ApplicationScoped
class KafkaSender {

    private static final Duration MARGIN = Duration.ofSeconds(3);

    /** Why a record was not acknowledged, and which one, from 0. */
    record Failure(int index, Exception why) {

        /** Whether it is refused for its own sake: all others would go. */
        boolean isOfTheRecord() {
            return why instanceof RecordTooLargeException
                    || why instanceof RecordBatchTooLargeException
                    || why instanceof InvalidRecordException;
        }
    }

    /** How many records, from the first on, all in-sync brokers have; fewer than there were also where time was over. */
    record Sent(int acknowledged, Optional<Failure> failure) {}

    /** A connection, and how it sends. */
    private record Client(Producer<byte[], byte[]> producer, boolean singly) {}

    private final KafkaConfig config;
    private final AtomicReference<Client> open = new AtomicReference<>();

    KafkaSender(KafkaConfig config) {
        this.config = config;
    }

    /**
     * Sends them within 25 seconds. Throws what the client throws where it cannot even begin.
     *
     * @param singly whether each goes by itself, so that it turns out which of them is refused
     */
    Sent send(List<ProducerRecord<byte[], byte[]>> records, boolean singly) {
        if (records.isEmpty()) return new Sent(0, Optional.empty());
        var failure = new AtomicReference<Failure>();
        var underWay = handOver(client(singly), records, failure);
        var end = System.nanoTime() + ProducerSettings.PATIENCE.plus(MARGIN).toNanos();
        var acknowledged = 0;
        while (acknowledged < underWay.size() && isDone(underWay.get(acknowledged), acknowledged, failure, end)) {
            acknowledged++;
        }
        if (failure.get() != null) close();
        return new Sent(acknowledged, Optional.ofNullable(failure.get()));
    }

    private static List<Future<RecordMetadata>> handOver(
            Producer<byte[], byte[]> client,
            List<ProducerRecord<byte[], byte[]>> records,
            AtomicReference<Failure> failure) {
        var underWay = new ArrayList<Future<RecordMetadata>>(records.size());
        var here = Thread.currentThread();
        var end = System.nanoTime() + ProducerSettings.LOOK_UP.toNanos();
        for (var i = 0; i < records.size() && failure.get() == null && System.nanoTime() < end; i++) {
            var index = i;
            try {
                underWay.add(client.send(records.get(i), (_, why) -> {
                    if (why == null || !failure.compareAndSet(null, new Failure(index, why))) return;
                    // What fails before it is under way holds up none of those that are.
                    if (Thread.currentThread() != here) client.close(Duration.ZERO);
                }));
            } catch (RuntimeException e) {
                failure.compareAndSet(null, new Failure(index, e));
            }
        }
        return underWay;
    }

    private static boolean isDone(Future<RecordMetadata> one, int index, AtomicReference<Failure> failure, long end) {
        try {
            one.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            failure.compareAndSet(null, new Failure(index, e.getCause() instanceof Exception why ? why : e));
        } catch (TimeoutException e) {
            failure.compareAndSet(null, new Failure(index, e));
        } catch (InterruptedException e) {
            failure.compareAndSet(null, new Failure(index, e));
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** One client for as long as nothing fails. */
    private Producer<byte[], byte[]> client(boolean singly) {
        var client = open.get();
        if (client != null && client.singly() == singly) return client.producer();
        close();
        client = new Client(new KafkaProducer<>(ProducerSettings.read(config, singly)), singly);
        open.set(client);
        return client.producer();
    }

    /** Gives up what is under way, and the connections. */
    void close() {
        var client = open.getAndSet(null);
        if (client != null) client.producer().close(Duration.ZERO);
    }
}
