package dev.askfirst.cli;

import dev.askfirst.platform.StartRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Sends a list piece by piece, a few of them ahead, and writes what comes back in order. A piece that got no answer is sent
 * again under the same key, which takes no second place in any limit.
 */
final class ScrubRun {

    private static final int AHEAD = 3;
    private static final int ATTEMPTS = 6;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Reasons for which a row is asked about again. */
    private static final Set<String> PASSING = Set.of("overloaded", "undecided", "quota-exceeded");

    private record Sent(ScrubPieces.Piece piece, CompletableFuture<byte[]> reply) {}

    private final ServiceClient service;
    private final String path;
    private final Path file;
    private final boolean csv;
    private final boolean permitted;

    /** @param permitted only rows with a permit are written */
    ScrubRun(ServiceClient service, String path, Path file, boolean permitted) {
        this.service = service;
        this.path = path;
        this.file = file;
        this.csv = ServiceClient.isCsv(file);
        this.permitted = permitted;
    }

    void run(ScrubProgress progress, String key) throws IOException, InterruptedException {
        try (var pieces = ScrubPieces.of(file, csv, progress.read());
                var bar = Bar.of("asking", Files.size(file), Bar.MEGABYTES)) {
            bar.stepTo(progress.read());
            var sent = new ArrayDeque<Sent>(AHEAD);
            var next = pieces.next();
            if (next.isEmpty() && progress.read() == 0) throw new StartRefused(file + " has no rows");
            while (next.isPresent() || !sent.isEmpty()) {
                for (; next.isPresent() && sent.size() < AHEAD; next = pieces.next())
                    sent.add(new Sent(next.get(), send(next.get(), key)));
                keep(progress, sent.remove(), key, pieces.separator(), bar);
            }
        }
    }

    private CompletableFuture<byte[]> send(ScrubPieces.Piece piece, String key) {
        return service.post(path, csv ? "text/csv" : "application/x-ndjson", key + "-" + piece.from(), piece.body());
    }

    private void keep(ScrubProgress progress, Sent sent, String key, char separator, Bar bar)
            throws IOException, InterruptedException {
        var piece = sent.piece();
        var reply = at(progress.rows(), piece, () -> answered(sent, key, separator));
        var text = new ByteArrayOutputStream();
        if (progress.read() == 0) text.write(reply.head());
        for (var row : reply.rows()) if (!permitted || row.outcome().equals("permit")) text.write(row.text());
        progress.add(text.toByteArray(), reply.rows(), piece.end());
        bar.stepTo(piece.end());
    }

    private interface Waiting {
        ScrubReply reply() throws IOException, InterruptedException;
    }

    /** Says which rows were refused: the service counts lines from the piece's header on. */
    private static ScrubReply at(long before, ScrubPieces.Piece piece, Waiting waiting)
            throws IOException, InterruptedException {
        try {
            return waiting.reply();
        } catch (StartRefused refused) {
            throw new StartRefused(
                    "rows %,d to %,d: %s".formatted(before + 1, before + piece.rows(), refused.getMessage()));
        }
    }

    /** The reply; after some attempts with rows that nobody could answer, or a failure. */
    private ScrubReply answered(Sent sent, String key, char separator) throws IOException, InterruptedException {
        var reply = sent.reply();
        var partly = Optional.<ScrubReply>empty();
        var failure = Optional.<IOException>empty();
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                Thread.sleep(PAUSE.multipliedBy(1L << attempt - 1));
                reply = send(sent.piece(), key);
            }
            try {
                var whole = whole(sent.piece(), reply, separator);
                if (whole.rows().stream()
                        .noneMatch(row -> row.reasons().stream().anyMatch(PASSING::contains))) return whole;
                partly = Optional.of(whole);
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }
        if (partly.isPresent()) return partly.get();
        throw new StartRefused("it broke off (%s). Call the command again: it goes on from there"
                .formatted(failure.orElseThrow().getMessage()));
    }

    private static ScrubReply whole(ScrubPieces.Piece piece, CompletableFuture<byte[]> reply, char separator)
            throws IOException, InterruptedException {
        try {
            var rows = ScrubReply.of(reply.get(), separator);
            if (rows.rows().size() == piece.rows()) return rows;
            throw new IOException(
                    "%d rows came back of %d".formatted(rows.rows().size(), piece.rows()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartRefused refused) throw refused;
            var nobody = e.getCause() instanceof ConnectException || e.getCause() instanceof TimeoutException;
            throw new IOException(nobody ? "no service answers" : e.getCause().getMessage(), e);
        }
    }
}
