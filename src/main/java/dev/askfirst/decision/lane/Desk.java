package dev.askfirst.decision.lane;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.RateRule;
import dev.askfirst.catalog.Rights;
import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Shard;
import dev.askfirst.platform.postgres.Transactions;
import io.netty.util.HashedWheelTimer;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The single entry point for questions of every kind: routes them to a lane, and refuses at once if all lanes are full.
 */
@ApplicationScoped
public class Desk {

    private final ContactKeys keys;
    private final CatalogService catalogs;
    private final UnansweredMetrics metrics;
    private final Duration patience;
    private final boolean apart;
    private final HashedWheelTimer timers;
    private final List<Lane> all;
    private final Lanes lanes;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    Desk(
            @DataSource("lanes") javax.sql.DataSource dataSource,
            ContactKeys keys,
            CatalogService catalogs,
            LaneConfig config,
            Transactions transactions,
            RoundTrip roundTrip,
            Batches batches,
            UnansweredMetrics metrics,
            LaneMetrics lanes) {
        this.keys = keys;
        this.catalogs = catalogs;
        this.metrics = metrics;
        this.patience = config.patience();
        this.apart = keys.shards().apart();
        this.timers = new HashedWheelTimer(
                Thread.ofPlatform().daemon().name("deadlines").factory(), Lane.TICK.toMillis(), TimeUnit.MILLISECONDS);
        this.all = IntStream.range(0, apart ? Shard.COUNT : config.number())
                .mapToObj(_ -> {
                    var means = new Lane.Means(timers, metrics, lanes, new Pulse(config.stuck()));
                    var connection = new LaneConnection(dataSource);
                    var recording = new Recording(connection, transactions, roundTrip, batches, means);
                    return new Lane(
                            config.capacity(), apart ? Lane.MOST_OF_MANY : Lane.MOST, connection, recording, means);
                })
                .toList();
        for (var i = 0; i < all.size(); i++) lanes.watch(i, all.get(i));
        this.lanes = new Lanes(all);
    }

    /** Lets the lanes work; before that a question would wait until its deadline. */
    @PostConstruct
    void open() {
        for (var lane : all) {
            var thread = Thread.ofPlatform().name("lane-" + threads.size()).daemon();
            threads.add(thread.start(lane));
        }
    }

    /**
     * The deadline of a caller.
     *
     * @param limit how long the caller waits, if it said so
     */
    public Deadline deadline(Optional<Duration> limit) {
        return Deadline.in(limit.filter(it -> it.compareTo(patience) < 0).orElse(patience));
    }

    /**
     * The answers in the order of the questions, once they are durable. A question not answered by the deadline is
     * refused.
     */
    public CompletionStage<List<Answer>> ask(String sender, List<CheckedQuestion> questions, Deadline deadline) {
        var exceeded = rate(sender).flatMap(it -> share(sender).quota().take(it, questions.size(), System.nanoTime()));
        if (exceeded.isPresent()) {
            metrics.count(Unanswered.OVER_RATE, sender, questions.size());
            return CompletableFuture.failedStage(exceeded.get());
        }
        return put(sender, questions, deadline, false);
    }

    /** The same for questions of a stream: they are taken only when other questions leave room. */
    public CompletionStage<List<Answer>> askStreamed(
            String sender, List<CheckedQuestion> questions, Deadline deadline) {
        if (questions.isEmpty()) return CompletableFuture.completedStage(List.of());
        return put(sender, questions, deadline, true);
    }

    /** Counts something else that a sender asks for as a question of its rate; a fault if nothing is left of it. */
    public void countAsQuestion(String sender) {
        var exceeded = rate(sender).flatMap(it -> share(sender).quota().take(it, 1, System.nanoTime()));
        if (exceeded.isPresent()) throw exceeded.get();
    }

    /** Waits until the sender's rate allows this many more questions of a stream. */
    public void keepRate(String sender, int questions) throws InterruptedException {
        var rate = rate(sender);
        if (rate.isEmpty()) return;
        var quota = share(sender).quota();
        while (quota.take(rate.get(), questions, System.nanoTime()).isPresent())
            Thread.sleep(quota.wait(rate.get(), System.nanoTime()));
    }

    /** The rate in the catalog in memory: a change applies once this instance has decided by the new version. */
    private Optional<RateRule> rate(String sender) {
        return catalogs.current().sender(sender).flatMap(Rights::rate);
    }

    private Share share(String sender) {
        return shares.computeIfAbsent(sender, it -> {
            metrics.begin(it);
            return new Share(it);
        });
    }

    private List<PendingQuestion> questions(String sender, List<CheckedQuestion> questions, Deadline deadline) {
        return questions.stream()
                .map(checked -> new PendingQuestion(sender, checked, deadline, keys))
                .toList();
    }

    private CompletionStage<List<Answer>> put(
            String sender, List<CheckedQuestion> checked, Deadline deadline, boolean streamed) {
        var share = share(sender);
        var questions = questions(sender, checked, deadline);
        if (apart) {
            return new Scatter(this::offer, some -> new PendingBatch(share, some, deadline, streamed)).ask(questions);
        }
        var batch = new PendingBatch(share, questions, deadline, streamed);
        var refused = lanes.offer(batch);
        if (refused.isEmpty()) return batch.answers();
        metrics.count(refused.get(), sender, batch.size());
        return CompletableFuture.failedStage(refused.get().fault());
    }

    private Optional<Unanswered> offer(PendingBatch batch, short shard) {
        var refused = lanes.offer(batch, shard);
        refused.ifPresent(why -> metrics.count(why, batch.sender(), batch.size()));
        return refused;
    }

    /** How many questions wait or are being answered; approximate. Who has time gives way to them. */
    public int load() {
        var load = 0;
        for (var lane : all) load += lane.load();
        return load;
    }

    /** Stops; questions that wait are still answered. */
    void close(@Observes ShutdownEvent stopping) throws InterruptedException {
        lanes.close();
        for (var thread : threads) thread.join(patience);
        timers.stop();
    }
}
