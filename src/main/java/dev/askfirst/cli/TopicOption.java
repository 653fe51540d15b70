package dev.askfirst.cli;

import dev.askfirst.gate.GateMetrics;
import dev.askfirst.gate.Topics;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What messages are about, and where is counted what became of them. */
final class TopicOption {

    @Option(names = "--topic", description = "Of messages that nothing else is known of.")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--map",
            description = "A file that tells topics by list, sender address or user: `user NAME TOPIC [campaign=…]`.")
    private Optional<Path> map = Optional.empty();

    @Option(names = "--channel", defaultValue = "email", description = "The channel (default: ${DEFAULT-VALUE}).")
    private String channel;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            converter = HostAndPort.Converter.class,
            description = "Serves counters for Prometheus there, under /metrics.")
    private Optional<HostAndPort> metrics = Optional.empty();

    Topics topics() {
        return map.map(it -> Topics.read(it, topic)).orElseGet(() -> Topics.of(topic));
    }

    String channel() {
        return channel;
    }

    GateMetrics metrics() {
        var counted = new GateMetrics();
        metrics.ifPresent(
                it -> System.err.printf("metrics on http://%s:%d/metrics%n", it.host(), counted.serve(it.address())));
        return counted;
    }
}
