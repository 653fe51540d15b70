package dev.askfirst.outbound.mail;

import dev.askfirst.outbound.mail.LetterQueue.Result;
import dev.askfirst.outbound.mail.LetterQueue.Taken;
import dev.askfirst.outbound.sms.SmsGateway;
import dev.askfirst.outbound.sms.TextMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Sends the letters that are due, in a thread of its own: nobody else waits for a mail server. */
@ApplicationScoped
class MailWorker {

    private record Delivery(Taken taken, CompletableFuture<Result> result) {}

    private static final Logger LOG = Logger.getLogger(MailWorker.class);
    /** Shorter than a letter is this instance's own. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int STOP_SECONDS = 5;

    private final LetterQueue queue;
    private final LetterWriter writer;
    private final Postbox postbox;
    private final CodeTeller codes;
    private final SmsGateway sms;
    private final MeterRegistry meters;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("mail").factory());

    MailWorker(
            LetterQueue queue,
            LetterWriter writer,
            Postbox postbox,
            CodeTeller codes,
            SmsGateway sms,
            MeterRegistry meters) {
        this.queue = queue;
        this.writer = writer;
        this.postbox = postbox;
        this.codes = codes;
        this.sms = sms;
        this.meters = meters;
        for (var result : Result.values()) count(result, 0);
    }

    @Scheduled(every = "{askfirst.letters.every}", delayed = "5s")
    void wake() {
        if (!thread.isShutdown() && woken.compareAndSet(false, true)) thread.execute(this::round);
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try {
            queue.tidy();
        } catch (SQLException e) {
            LOG.warnf("could not delete old letters: %s", e.getMessage());
        }
    }

    /** What is under way gets a moment; the rest is taken over by another instance, or by this one when it is back. */
    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    }

    private void round() {
        woken.set(false);
        try {
            for (var taken = queue.take(); !taken.isEmpty(); taken = queue.take()) {
                for (var delivery : deliveries(taken)) settle(delivery);
            }
        } catch (SQLException e) {
            LOG.warnf("letters cannot be read: %s", e.getMessage());
        }
    }

    /** All of them start at once: one slow server holds up nobody else's letter for long. */
    private List<Delivery> deliveries(List<Taken> taken) {
        return taken.stream().map(it -> new Delivery(it, start(it))).toList();
    }

    private CompletableFuture<Result> start(Taken taken) {
        try {
            var message = writer.write(taken.letter(), taken.taken());
            if (message.isEmpty()) return elsewhere(taken);
            return postbox.put(taken.letter().id(), message.get(), taken.taken())
                    .thenApply(_ -> Result.SENT)
                    .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (SQLException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** To a number by the operator's gateway; to any other address by whoever listens for codes, if somebody does. */
    private CompletableFuture<Result> elsewhere(Taken taken) throws SQLException {
        var text = sms.isThere() ? writer.text(taken.letter(), taken.taken()) : Optional.<TextMessage>empty();
        if (text.isPresent()) return sms.put(text.get(), taken.taken()).thenApply(_ -> Result.SENT);
        var told = codes.tell(taken.letter(), taken.taken());
        return CompletableFuture.completedFuture(told ? Result.SENT : Result.DROPPED);
    }

    private void settle(Delivery delivery) throws SQLException {
        var taken = delivery.taken();
        try {
            var result = delivery.result().join();
            queue.end(taken, result);
            count(result, 1);
        } catch (CompletionException e) {
            var result = queue.putOff(taken);
            count(result, 1);
            LOG.warnf(
                    "letter %s %s after attempt %d: %s",
                    taken.letter().id(), result.text(), taken.attempts(), why(e.getCause()));
        }
    }

    private void count(Result result, int by) {
        meters.counter("askfirst.letters", "result", result.text()).increment(by);
    }

    /** In words of ours: servers like to repeat the address. */
    private static String why(Throwable failure) {
        return failure instanceof SMTPException refused && refused.getReplyCode() > 0
                ? "the mail server answered " + refused.getReplyCode()
                : failure.getClass().getName();
    }
}
