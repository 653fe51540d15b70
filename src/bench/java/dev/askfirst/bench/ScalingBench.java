package dev.askfirst.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the model of {@code docs/scaling.md} against what is measured: {@code BENCH=ScalingBench ./askfirst bench}. As many
 * callers as there are connections ask one question after the other; an answer takes {@code a + b × callers}. Both numbers
 * come from two measurements, and say what the others are to be.
 */
public final class ScalingBench {

    private static final List<Integer> CALLERS = List.of(2, 8, 16, 32, 64, 128);
    private static final int FEW = 8;
    private static final int MANY = 64;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 5));

    private ScalingBench() {}

    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = Files.createTempDirectory(Files.createDirectories(home.resolve("target/bench")), "scaling");
        try (var build = Build.start(home.resolve("target/bench/quarkus-app/quarkus-run.jar"), work, 18086)) {
            build.seed(Integer.getInteger("bench.people", 100_000));
            var load = build.load("/v1/decisions", Bench.questions());
            var sides = new ArrayList<Side>();
            for (var callers : CALLERS) sides.add(new Side("askfirst", build, load::closed, callers, 1));
            measure(sides);
            print(sides);
        }
    }

    private static void measure(List<Side> sides) throws IOException {
        for (var side : sides) side.warm(RUN.multipliedBy(2));
        for (var round = 0; round < ROUNDS; round++) for (var side : sides) side.measure(Duration.ofSeconds(1), RUN);
    }

    private static void print(List<Side> sides) {
        var few = seconds(sides, FEW);
        var many = seconds(sides, MANY);
        var each = (many - few) / (MANY - FEW);
        var once = few - FEW * each;
        say("an answer takes %.2f ms and %.1f µs for each caller: at most %,.0f/s", once * 1e3, each * 1e6, 1 / each);
        say("| callers | decisions/s | by the model | | service µs | database µs |");
        for (var side : sides) {
            var model = side.connections() / (once + each * side.connections());
            say(
                    "| %d | %,.0f [%,.0f..%,.0f] | %,.0f | %+.0f %% | %.0f | %.0f |",
                    side.connections(),
                    side.rate(),
                    side.lowest(),
                    side.highest(),
                    model,
                    100 * (model / side.rate() - 1),
                    side.serviceMicros(),
                    side.databaseMicros());
        }
    }

    /** How long a caller waits for each answer, by how many come. */
    private static double seconds(List<Side> sides, int callers) {
        var side = sides.stream()
                .filter(it -> it.connections() == callers)
                .findFirst()
                .orElseThrow();
        return callers / side.rate();
    }

    private static void say(String text, Object... values) {
        System.out.println(text.formatted(values));
    }
}
