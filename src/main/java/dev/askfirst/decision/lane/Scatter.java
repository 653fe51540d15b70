package dev.askfirst.decision.lane;

import dev.askfirst.decision.answer.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Asks the questions of one request in the lanes of their shards, and puts the answers back into their order. What one lane
 * cannot take is refused alone; the others are answered.
 */
final class Scatter {

    /** Puts questions of one shard into its lane, or says why not. */
    interface Lane {
        Optional<Unanswered> offer(PendingBatch batch, short shard);
    }

    /** Of one shard. */
    private record Piece(List<Integer> places, CompletionStage<List<Answer>> answers) {}

    private final Lane lane;
    private final Function<List<PendingQuestion>, PendingBatch> batch;
    private final List<Unanswered> refused = new ArrayList<>();

    Scatter(Lane lane, Function<List<PendingQuestion>, PendingBatch> batch) {
        this.lane = lane;
        this.batch = batch;
    }

    /** The answers in the order of the questions; fails only if no lane took any of them. */
    CompletionStage<List<Answer>> ask(List<PendingQuestion> questions) {
        var places = new TreeMap<Short, List<Integer>>();
        for (var i = 0; i < questions.size(); i++)
            places.computeIfAbsent(questions.get(i).shard(), _ -> new ArrayList<>())
                    .add(i);
        var pieces = new ArrayList<Piece>(places.size());
        places.forEach((shard, some) -> pieces.add(ask(questions, shard, some)));
        if (!refused.isEmpty() && refused.size() == pieces.size())
            return CompletableFuture.failedStage(refused.getFirst().fault());
        var all = new Answer[questions.size()];
        var last = CompletableFuture.<Void>completedStage(null);
        for (var piece : pieces) last = last.thenCombine(piece.answers(), (_, answers) -> put(all, piece, answers));
        return last.thenApply(_ -> Arrays.asList(all));
    }

    private Piece ask(List<PendingQuestion> questions, short shard, List<Integer> places) {
        var some = places.stream().map(questions::get).toList();
        var pending = batch.apply(some);
        var why = lane.offer(pending, shard);
        if (why.isEmpty()) return new Piece(places, pending.answers());
        refused.add(why.get());
        Answer no = new Answer.Refused(why.get().fault());
        return new Piece(
                places,
                CompletableFuture.completedStage(some.stream().map(_ -> no).toList()));
    }

    private static Void put(Answer[] all, Piece piece, List<Answer> answers) {
        for (var i = 0; i < answers.size(); i++) all[piece.places().get(i)] = answers.get(i);
        return null;
    }
}
