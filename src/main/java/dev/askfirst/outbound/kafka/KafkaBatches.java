package dev.askfirst.outbound.kafka;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Events;
import dev.askfirst.outbound.feed.Feed;
import dev.askfirst.outbound.feed.Placed;
import dev.askfirst.outbound.feed.Subscriber;
import dev.askfirst.outbound.kafka.KafkaProgress.Claim;
import dev.askfirst.outbound.kafka.KafkaProgress.Held;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reads on in the feed, and makes records of what the topic is to be told. No connection is held once it is read. */
@ApplicationScoped
class KafkaBatches {

    /** Of so many changes at most; of fewer after rounds that came to nothing, so that slow brokers get through one. */
    private static final int MOST_CHANGES = 1024;

    private static final int HALVED_AT_MOST = 10;

    /** What opens a person's page or confirms for them is told only where it was asked for by name. */
    private static final Set<Change.Type> HOLD_LINKS =
            EnumSet.of(Change.Type.CODE_REQUESTED, Change.Type.CONFIRMATION_REQUESTED);

    /** One event on its way, and the place of its change. */
    record Message(UUID event, long position, ProducerRecord<byte[], byte[]> record) {}

    /**
     * The next events.
     *
     * @param next the place behind the last change that was read
     * @param missed how many changes the feed has no more
     * @param passedOver how many events are left out because the brokers have refused them for too long
     */
    record Batch(long next, long missed, int passedOver, List<Message> messages) {}

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final Events events;
    private final KafkaConfig config;

    KafkaBatches(DataSource dataSource, CatalogService catalogs, Events events, KafkaConfig config) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.events = events;
        this.config = config;
    }

    /** The types that are told. Throws {@link StartRefused} where there is no such type. */
    static Set<Change.Type> types(KafkaConfig config) {
        if (config.types().isEmpty()) return EnumSet.complementOf(EnumSet.copyOf(HOLD_LINKS));
        var types = EnumSet.noneOf(Change.Type.class);
        for (var text : config.types().get())
            types.add(Change.Type.find(text)
                    .orElseThrow(
                            () -> new StartRefused("askfirst.kafka.types: there is no event `%s`".formatted(text))));
        return types;
    }

    /** What comes next for whoever holds this claim. Throws {@link IllegalStateException} while the sender is not in the catalog. */
    Batch read(Claim claim) throws SQLException {
        var most = MOST_CHANGES >> Math.min(claim.failed(), HALVED_AT_MOST);
        var read = new ArrayList<Placed>();
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var owner = config.sender().orElse(Scope.ALL);
            var subscriber = Subscriber.of(catalogs.newest(connection), owner)
                    .orElseThrow(() -> new IllegalStateException("`" + owner + "` is not a sender of the catalog"));
            var from = Math.max(claim.next(), Feed.oldest(connection));
            Feed.read(connection, from, placed -> {
                var isHeld = claim.held()
                        .map(Held::position)
                        .filter(it -> it == placed.position())
                        .isPresent();
                // What is held is tried alone: what is before it must not fail with it.
                if (isHeld && !read.isEmpty()) return false;
                read.add(placed);
                return !isHeld && read.size() < most;
            });
            connection.commit();
            return batch(claim, from, read, subscriber);
        }
    }

    private Batch batch(Claim claim, long from, List<Placed> read, Subscriber subscriber) {
        var types = types(config);
        var messages = new ArrayList<Message>();
        var passedOver = 0;
        for (var placed : read) {
            if (!types.contains(placed.change().type())) continue;
            for (var controller : subscriber.controllers(placed.change())) {
                var id = Events.id(placed, controller);
                if (claim.held()
                        .filter(it -> it.isOver() && it.event().equals(id))
                        .isPresent()) {
                    passedOver++;
                    continue;
                }
                var record = KafkaRecords.of(config.topic(), events.of(placed, controller, subscriber));
                messages.add(new Message(id, placed.position(), record));
            }
        }
        var next = read.isEmpty() ? from : read.getLast().position() + 1;
        return new Batch(next, from - claim.next(), passedOver, messages);
    }
}
