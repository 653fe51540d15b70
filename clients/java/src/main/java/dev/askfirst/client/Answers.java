package dev.askfirst.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The answers to many questions, in their order, each once. Questions are taken only as answers are: at most a few batches
 * are under way or wait here. It is for one thread; whoever leaves early closes it.
 */
public final class Answers implements Iterator<Asked>, Iterable<Asked>, AutoCloseable {

    /** So that neither the service waits for the sender nor the sender for the service. */
    private static final int AHEAD = 2;

    private final Iterator<? extends Question> questions;
    private final int together;
    private final java.util.function.Function<List<Question>, List<Asked>> ask;
    private final ExecutorService workers = Executors.newFixedThreadPool(AHEAD, Answers::thread);
    private final Deque<Future<List<Asked>>> underWay = new ArrayDeque<>();
    private Iterator<Asked> ready = List.<Asked>of().iterator();

    Answers(
            Iterator<? extends Question> questions,
            int together,
            java.util.function.Function<List<Question>, List<Asked>> ask) {
        this.questions = questions;
        this.together = together;
        this.ask = ask;
    }

    @Override
    public Iterator<Asked> iterator() {
        return this;
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext()) {
            while (underWay.size() < AHEAD && questions.hasNext() && !workers.isShutdown()) {
                var batch = batch();
                Callable<List<Asked>> work = () -> ask.apply(batch);
                underWay.add(workers.submit(work));
            }
            if (underWay.isEmpty()) {
                close();
                return false;
            }
            ready = done(underWay.remove()).iterator();
        }
        return true;
    }

    @Override
    public Asked next() {
        if (!hasNext()) throw new NoSuchElementException();
        return ready.next();
    }

    /** Asks no more. Answers that nobody took stay on record; the same keys find them again. */
    @Override
    public void close() {
        workers.shutdownNow();
        underWay.clear();
    }

    private List<Question> batch() {
        var batch = new ArrayList<Question>(together);
        while (batch.size() < together && questions.hasNext()) batch.add(questions.next());
        return batch;
    }

    private List<Asked> done(Future<List<Asked>> batch) {
        try {
            return batch.get();
        } catch (ExecutionException failed) {
            close();
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            close();
            Thread.currentThread().interrupt();
            throw new DoNotSend.NoAnswer("", "interrupted", stopped);
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "askfirst");
        thread.setDaemon(true);
        return thread;
    }
}
