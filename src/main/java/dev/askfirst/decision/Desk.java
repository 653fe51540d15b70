package dev.askfirst.decision;

import static dev.askfirst.platform.ProblemCode.OVERLOADED;

import dev.askfirst.person.ContactKeys;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Transactions;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** The one way in for questions of every kind: routes them to a lane, and refuses at once when all is full. */
@ApplicationScoped
class Desk {

    /** Questions that keep one lane busy: what it has to do for a batch of any size is by then shared by many. */
    private static final int ENOUGH = 128;

    private final ContactKeys keys;
    private final Duration patience;
    private final List<Lane> lanes;
    private final List<Thread> threads;

    Desk(
            @DataSource("lanes") javax.sql.DataSource dataSource,
            ContactKeys keys,
            LaneConfig config,
            Transactions transactions,
            RoundTrip roundTrip,
            Batches batches) {
        this.keys = keys;
        this.patience = config.patience();
        this.lanes = IntStream.range(0, config.number())
                .mapToObj(_ ->
                        new Lane(config.capacity(), new LaneConnection(dataSource), transactions, roundTrip, batches))
                .toList();
        this.threads = IntStream.range(0, lanes.size())
                .mapToObj(i -> Thread.ofPlatform().name("lane-" + i).daemon().start(lanes.get(i)))
                .toList();
    }

    /**
     * The answers, in the order of the questions, once they are durable.
     *
     * @param limit how long the caller waits, if it said
     */
    CompletionStage<List<Answer>> ask(String sender, List<Asked> questions, Optional<Duration> limit) {
        var wait = limit.filter(it -> it.compareTo(patience) < 0).orElse(patience);
        return put(new Asking(sender, lines(sender, questions), System.nanoTime() + wait.toNanos()));
    }

    /** The same for some questions of a stream: they wait until others leave room for them. */
    CompletionStage<List<Answer>> askStreamed(String sender, List<Asked> questions) {
        if (questions.isEmpty()) return CompletableFuture.completedStage(List.of());
        return put(Asking.streamed(sender, lines(sender, questions)));
    }

    private List<Asking.Line> lines(String sender, List<Asked> questions) {
        return questions.stream()
                .map(asked -> new Asking.Line(sender, asked, keys))
                .toList();
    }

    private CompletionStage<List<Answer>> put(Asking asking) {
        if (lane().offer(asking)) return asking.answers();
        return CompletableFuture.failedStage(Fault.of(OVERLOADED, "too many questions wait already"));
    }

    /** The first lane that has not enough to do: few full batches cost far less than many small ones. */
    private Lane lane() {
        for (var lane : lanes) if (lane.load() < ENOUGH) return lane;
        return lanes.stream().min(Comparator.comparingInt(Lane::load)).orElseThrow();
    }

    /** What waits is still answered. */
    void close(@Observes ShutdownEvent stopping) throws InterruptedException {
        lanes.forEach(Lane::close);
        for (var thread : threads) thread.join(patience);
    }
}
