package dev.askfirst.decision;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What many clients did at once, as they saw it: every call with the instants between which it took effect, if it did.
 * {@link HistoryChecker} tells whether a service that keeps its promises can have answered so.
 */
final class History {

    /** Of calls without a reply, which may take effect at any time from their start on. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * One call and what it was about.
     *
     * @param start before it was sent, by {@link System#nanoTime}
     * @param end when its reply was there, or {@link #NEVER}
     */
    record Call(long start, long end, What what) {

        /** Whether it was over when the other was sent: whoever sent that may rely on it. */
        boolean before(Call other) {
            return end < other.start;
        }

        /** Whether it can have taken effect between these instants. */
        boolean mayLieIn(long from, long to) {
            return start < to && end > from;
        }
    }

    /** What a call did. Those that were refused are left out: they did nothing. */
    sealed interface What {}

    /** An act, which changes what holds for somebody. */
    sealed interface Act extends What {
        /** The addresses that it names. */
        Set<String> whom();
    }

    /**
     * A grant; saying it again under the same key is no other.
     *
     * @param id as the reply told it
     */
    record Yes(String who, Optional<String> id) implements Act {
        @Override
        public Set<String> whom() {
            return Set.of(who);
        }
    }

    record No(String who) implements Act {
        @Override
        public Set<String> whom() {
            return Set.of(who);
        }
    }

    /** Whoever has this address is erased, with all other addresses they have. */
    record Erasure(String who) implements Act {
        @Override
        public Set<String> whom() {
            return Set.of(who);
        }
    }

    /** Those who have these addresses are one person from then on. */
    record Merge(String one, String other) implements Act {
        @Override
        public Set<String> whom() {
            return Set.of(one, other);
        }
    }

    /**
     * A question in order to send.
     *
     * @param given none if there was no answer
     */
    record Question(String who, boolean capped, Optional<String> key, Optional<Given> given) implements What {
        boolean permitted() {
            return given.filter(it -> it.outcome().equals("permit")).isPresent();
        }

        String id() {
            return given.orElseThrow().id();
        }
    }

    /** An answer as its sender got it. */
    record Given(String id, String outcome, List<String> reasons, Optional<String> grant) {}

    /** What a sender told of a permit. */
    record Report(String decision, boolean sent) implements What {}

    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    void add(Call call) {
        calls.add(call);
        size.incrementAndGet();
    }

    int size() {
        return size.get();
    }

    void add(long start, long end, What what) {
        add(new Call(start, end, what));
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }
}
