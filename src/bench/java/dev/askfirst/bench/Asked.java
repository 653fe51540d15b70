package dev.askfirst.bench;

import java.util.List;

/**
 * The ways in which a build of the service is asked.
 *
 * @param many single questions over 64 connections
 * @param few single questions over 8
 */
record Asked(Side many, Side few, Side batches, Side streams) {

    private static final int BULK = 4;

    static Asked of(String name, Build build, List<String> questions, Load singles) {
        var batches = build.load("/v1/decisions/batch", Bench.batches(questions));
        var streams = build.streams("/v1/decisions/stream", questions);
        return new Asked(
                new Side(name, build, singles::closed, 64, 1),
                new Side(name, build, singles::closed, 8, 1),
                new Side(name + ", batches of " + Bench.BATCH, build, batches::closed, BULK, Bench.BATCH),
                new Side(name + ", streams", build, streams::ask, BULK, 1));
    }

    List<Side> all() {
        return List.of(many, few, batches, streams);
    }

    long answered() {
        return all().stream().mapToLong(Side::answered).sum();
    }
}
