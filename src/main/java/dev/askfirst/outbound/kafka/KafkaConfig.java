package dev.askfirst.outbound.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The topic of Kafka that events go to. */
@ConfigMapping(prefix = "askfirst.kafka")
interface KafkaConfig {

    /** Brokers to begin with, {@code host:port}, separated by commas; without them nothing goes to Kafka. */
    Optional<List<String>> servers();

    /** The topic, which must be there. */
    @WithDefault("askfirst.changes")
    String topic();

    /** The sender in whose words the topic is told; without one it is told as staff are: all controllers, and people's own ids. */
    Optional<String> sender();

    /** Which types of events, such as {@code consent.withdrawn}; without them all but {@code code.requested} and {@code confirmation.requested}, which can hold links. */
    Optional<List<String>> types();

    /** A file with more settings of Kafka's client, as its own programs read them: {@code security.protocol}, {@code sasl.jaas.config} and so on. Read anew for each connection. */
    Optional<Path> properties();

    /** How long all waits for one event that the brokers refuse for its own sake, such as its size; then it is passed over. */
    @WithDefault("PT1H")
    Duration hold();

    /** How often each instance looks whether there is something to tell; {@code off} for never. */
    @WithDefault("1s")
    String every();
}
