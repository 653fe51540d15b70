package dev.askfirst.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run came to, as tables.
 *
 * @param few the straightforward version over 8 connections; {@code plain} is it over 64
 * @param tail the latencies at half of saturation
 * @param before the same for the build before, if it was there
 */
record Figures(
        Side bare,
        Side token,
        Side plain,
        Side few,
        Measured now,
        Optional<Measured> before,
        Load.Result tail,
        double saturation) {

    /** A build, how it was asked, and what its database grew by. */
    record Measured(Asked asked, Build.Held grown) {}

    String text() {
        var text = new StringBuilder();
        text.append("| what | connections | decisions/s | p50 ms | p99 ms | service µs | database µs | WAL bytes |\n");
        text.append("|---|---:|---:|---:|---:|---:|---:|---:|\n");
        sides().forEach(side -> text.append(row(side)));
        text.append("\n| within this run | measured | bar | |\n|---|---|---|---|\n");
        bars().forEach(bar -> text.append(bar.row()));
        text.append(latency());
        return text.toString();
    }

    private List<Side> sides() {
        var sides = new ArrayList<>(List.of(bare, token, plain, few));
        before.ifPresent(it -> sides.addAll(it.asked().all()));
        sides.addAll(now.asked().all());
        return sides;
    }

    private static String row(Side side) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,.0f [%,.0f..%,.0f] | %.1f | %.1f | %.0f | %.0f | %.0f |%n",
                side.name(),
                side.connections(),
                side.rate(),
                side.lowest(),
                side.highest(),
                side.p50(),
                side.p99(),
                side.serviceMicros(),
                side.databaseMicros(),
                side.wal());
    }

    private List<Bar> bars() {
        var ours = now.asked();
        var bars = new ArrayList<>(List.of(
                Bar.atLeast(
                        0.35,
                        "rate, to the bare framework, 64 connections",
                        ours.many().rate() / bare.rate()),
                Bar.none(
                        "rate, to the bare framework with a token, 64 connections",
                        ours.many().rate() / token.rate()),
                Bar.atLeast(
                        9,
                        "rate, to straightforward, 64 connections",
                        ours.many().rate() / plain.rate()),
                Bar.atLeast(
                        3.5,
                        "rate, to straightforward, 8 connections",
                        ours.few().rate() / few.rate()),
                Bar.atLeast(
                        45,
                        "rate, batches to straightforward with 64 connections",
                        ours.batches().rate() / plain.rate()),
                Bar.atLeast(
                        1,
                        "rate, streams to batches",
                        ours.streams().rate() / ours.batches().rate()),
                Bar.tail("p99 at half of saturation", tailMillis(50), tailMillis(99))));
        before.ifPresent(it -> bars.addAll(against(it)));
        return bars;
    }

    /** What a decision costs, to what it cost in the build before. */
    private List<Bar> against(Measured before) {
        var ours = now.asked();
        var theirs = before.asked();
        return List.of(
                processor("64 connections", ours.many(), theirs.many()),
                processor("8 connections", ours.few(), theirs.few()),
                processor("batches", ours.batches(), theirs.batches()),
                processor("streams", ours.streams(), theirs.streams()),
                Bar.atMost(
                        0.7,
                        "disk a decision with all indexes, to the build before",
                        now.grown().bytesEach(),
                        before.grown().bytesEach(),
                        "bytes"),
                wal("64 connections", ours.many(), theirs.many()),
                wal("8 connections", ours.few(), theirs.few()),
                wal("batches", ours.batches(), theirs.batches()));
    }

    private static Bar processor(String how, Side one, Side other) {
        return Bar.atMost(0.6, "processor a decision, to the build before, " + how, one.micros(), other.micros(), "µs");
    }

    private static Bar wal(String how, Side one, Side other) {
        return Bar.atMost(0.7, "WAL a decision, to the build before, " + how, one.wal(), other.wal(), "bytes");
    }

    private String latency() {
        return String.format(
                Locale.ROOT,
                "%nLatency at half of saturation (%,.0f/s offered, from the intended start, open loop): "
                        + "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms.%n%n%s%s",
                saturation / 2,
                tailMillis(50),
                tailMillis(99),
                tailMillis(99.9),
                before.map(it -> disk("the build before", it.grown())).orElse("The build before was not measured. "),
                disk("this build", now.grown()));
    }

    private static String disk(String name, Build.Held grown) {
        return String.format(
                Locale.ROOT,
                "Disk of %s: %.0f bytes a decision, after %,.0f decisions, of which %.0f %% were counted for searches by then.%n",
                name,
                grown.bytesEach(),
                grown.entries(),
                100 * grown.counted() / grown.entries());
    }

    private double tailMillis(double percentile) {
        return tail.latencies().getValueAtPercentile(percentile) / 1000.0;
    }
}
