package dev.askfirst.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One thing measured: which service is asked, how, by how many, and how many decisions one answer brings. */
final class Side {

    /** As fast as so many connections are answered, for so long. */
    interface Ask {
        Load.Result ask(int connections, Duration duration) throws IOException;
    }

    /** What one turn came to; microseconds of the processor and bytes of WAL are those of one decision. */
    private record Sample(double rate, double p50, double p99, Build.Used used) {}

    private final String name;
    private final Build build;
    private final Ask ask;
    private final int connections;
    private final int decisions;
    private final List<Sample> samples = new ArrayList<>();
    private long answered;

    Side(String name, Build build, Ask ask, int connections, int decisions) {
        this.name = name;
        this.build = build;
        this.ask = ask;
        this.connections = connections;
        this.decisions = decisions;
    }

    String name() {
        return name;
    }

    int connections() {
        return connections;
    }

    /** Asks without measuring. */
    void warm(Duration duration) throws IOException {
        var result = ask.ask(connections, duration);
        if (result.failed() > 0) throw new IOException(name + ": " + result.failed() + " answers were not 200");
        answered += result.answered() * decisions;
    }

    /** A turn: asks for so long, and says how many decisions a second that were. */
    double measure(Duration settle, Duration duration) throws IOException {
        warm(settle);
        var before = build.used();
        var result = ask.ask(connections, duration);
        if (result.failed() > 0) throw new IOException(name + ": " + result.failed() + " answers were not 200");
        var made = result.answered() * decisions;
        answered += made;
        samples.add(new Sample(
                result.rate() * decisions,
                result.latencies().getValueAtPercentile(50) / 1000.0,
                result.latencies().getValueAtPercentile(99) / 1000.0,
                build.used().since(before).each(made)));
        return samples.getLast().rate();
    }

    /** Decisions answered, those of warming up too. */
    long answered() {
        return answered;
    }

    double rate() {
        return median(Sample::rate);
    }

    double lowest() {
        return samples.stream().mapToDouble(Sample::rate).min().orElseThrow();
    }

    double highest() {
        return samples.stream().mapToDouble(Sample::rate).max().orElseThrow();
    }

    double p50() {
        return median(Sample::p50);
    }

    double p99() {
        return median(Sample::p99);
    }

    /** Microseconds of the processor that the service takes for a decision. */
    double serviceMicros() {
        return median(sample -> sample.used().service() * 1e6);
    }

    double databaseMicros() {
        return median(sample -> sample.used().database() * 1e6);
    }

    double micros() {
        return median(sample -> (sample.used().service() + sample.used().database()) * 1e6);
    }

    /** Bytes that the database writes to its log of changes for a decision. */
    double wal() {
        return median(sample -> sample.used().wal());
    }

    private double median(ToDoubleFunction<Sample> of) {
        var values = samples.stream().mapToDouble(of).sorted().toArray();
        return values[values.length / 2];
    }
}
