package dev.askfirst.outbound.kafka;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of Kafka's client: the operator's, and those that the promises of this folder rest on. */
final class ProducerSettings {

    /** How long it may take to find out where a topic is. */
    static final Duration LOOK_UP = Duration.ofSeconds(5);

    /** How long the brokers have to acknowledge an event, with all that is tried again meanwhile. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration REQUEST = Duration.ofSeconds(4);
    private static final String BATCH_BYTES = Integer.toString(64 * 1024);
    private static final String NO_BATCHES = "0";
    private static final String BUFFER_BYTES = Long.toString(16L * 1024 * 1024);

    /** With another value events could be lost, or overtake each other; or it is a setting of ours. */
    private static final List<String> OURS = List.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            ProducerConfig.RETRIES_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    private ProducerSettings() {}

    /** All of them, as they are now. Throws {@link StartRefused} where the operator's cannot be. */
    static Properties read(KafkaConfig config) {
        return read(config, false);
    }

    /**
     * The same.
     *
     * @param singly each record in a batch of its own: of one that is too large as a whole the client never says which record it is
     */
    static Properties read(KafkaConfig config, boolean singly) {
        var settings = new Properties();
        settings.setProperty(ProducerConfig.CLIENT_ID_CONFIG, "askfirst");
        settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        // What there is to know about it is in our own metrics.
        settings.setProperty(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.setProperty(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        config.properties().ifPresent(file -> settings.putAll(ofFile(file)));
        if (singly) settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, NO_BATCHES);
        settings.setProperty(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                String.join(",", config.servers().orElse(List.of())));
        settings.setProperty(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.setProperty(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // Of one partition nothing is under way behind what may still fail.
        settings.setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        settings.setProperty(ProducerConfig.RETRIES_CONFIG, Integer.toString(Integer.MAX_VALUE));
        settings.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(LOOK_UP.toMillis()));
        settings.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(REQUEST.toMillis()));
        settings.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        return settings;
    }

    private static Properties ofFile(Path file) {
        var settings = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            settings.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused("the settings of Kafka's client cannot be read from %s: %s".formatted(file, e));
        }
        var taken = new TreeSet<>(settings.stringPropertyNames());
        taken.retainAll(OURS);
        if (!taken.isEmpty()) {
            throw new StartRefused("%s sets %s, on which it rests that no event is lost: leave that out"
                    .formatted(file, String.join(", ", taken)));
        }
        return settings;
    }
}
