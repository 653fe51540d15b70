package dev.askfirst.person.key;

import dev.askfirst.platform.Shard;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How statements deal with the shards of their rows. On one PostgreSQL one statement names many; where the database is spread
 * over machines, each keeps to one, so that one machine answers it alone.
 */
@ApplicationScoped
public class Shards {

    private final boolean apart;

    Shards(@ConfigProperty(name = "askfirst.shards.apart") boolean apart) {
        this.apart = apart;
    }

    /** Whether every batch of questions, and every lock, keeps to one shard. */
    public boolean apart() {
        return apart;
    }

    /** What one statement each may name together, in the order in which they are locked. */
    public <T> List<List<T>> together(Collection<T> all, ToIntFunction<T> shard) {
        if (all.isEmpty()) return List.of();
        if (!apart) return List.of(List.copyOf(all));
        var byShard = new TreeMap<Integer, List<T>>();
        for (var one : all)
            byShard.computeIfAbsent(shard.applyAsInt(one), _ -> new ArrayList<>())
                    .add(one);
        return List.copyOf(byShard.values());
    }

    /** The shard of a batch of questions about addresses of this one: where its page and what belongs to it lie. */
    public short ofBatch(short address) {
        return apart ? address : Shard.NONE;
    }
}
