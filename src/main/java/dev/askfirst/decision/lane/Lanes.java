package dev.askfirst.decision.lane;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses a lane for each batch. While senders with few questions are active, those with many may not use the last
 * lane.
 */
final class Lanes {

    /** How many questions keep one lane busy: the fixed costs of a transaction are then shared by enough of them. */
    private static final int ENOUGH = 128;

    /** How long the last lane is kept free for a sender with few questions. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    /** A sender with few questions, and when it asked. */
    private record Modest(String sender, long at) {
        private static final Modest NOBODY = new Modest("", System.nanoTime() - KEPT.toNanos());

        boolean isOther(String than) {
            return !sender.equals(than) && System.nanoTime() - at < KEPT.toNanos();
        }

        boolean isLately() {
            return System.nanoTime() - at < KEPT.toNanos() / 2;
        }
    }

    private final List<Lane> all;
    private final List<Lane> allButLast;
    private volatile Modest modest = Modest.NOBODY;
    private volatile Modest before = Modest.NOBODY;

    Lanes(List<Lane> all) {
        this.all = all;
        this.allButLast = all.size() == 1 ? all : all.subList(0, all.size() - 1);
    }

    Optional<Unanswered> offer(PendingBatch batch) {
        var among = all;
        if (batch.streamed() || batch.shareWith() > ENOUGH) {
            var sender = batch.sender();
            if (modest.isOther(sender) || before.isOther(sender)) among = allButLast;
        } else {
            remember(batch.sender());
        }
        var lane = among(among);
        return lane.isPresent() ? lane.get().offer(batch) : Optional.of(Unanswered.STUCK);
    }

    /** The same for questions of one shard, whose lane it is. */
    Optional<Unanswered> offer(PendingBatch batch, short shard) {
        var lane = all.get(shard);
        return isOpen(lane) ? lane.offer(batch) : Optional.of(Unanswered.STUCK);
    }

    void close() {
        all.forEach(Lane::close);
    }

    private void remember(String sender) {
        var last = modest;
        if (last.sender().equals(sender) && last.isLately()) return;
        if (!last.sender().equals(sender)) before = last;
        modest = new Modest(sender, System.nanoTime());
    }

    /**
     * The first lane that is not busy: few full batches cost far less than many small ones. If all are busy, the one
     * with the least load.
     */
    private Optional<Lane> among(List<Lane> lanes) {
        for (var lane : lanes) if (lane.load() < ENOUGH && isOpen(lane)) return Optional.of(lane);
        return lanes.stream().filter(this::isOpen).min(Comparator.comparingInt(Lane::load));
    }

    /**
     * Whether a lane may be used. If another lane is stuck, the database may be down: an idle lane gets one batch to
     * find out; a lane with load is used only if the database has made progress for it since.
     */
    private boolean isOpen(Lane lane) {
        if (lane.stuck()) return false;
        for (var other : all) if (other.stuck() && lane.load() > 0 && !lane.gotOnSince(other)) return false;
        return true;
    }
}
