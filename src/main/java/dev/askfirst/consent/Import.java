package dev.askfirst.consent;

import dev.askfirst.person.ContactKeys;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Works through a file in pieces: each piece is one transaction of acts and one of suppressions. */
final class Import {

    /** Rows that share a transaction. */
    private static final int PIECE = 1000;

    /** After so many pieces in a row without a durable record, the rest is not tried. */
    private static final int PATIENCE = 3;

    private record Read(long line, ImportReading reading) {}

    private final ImportFormat format;
    private final ImportTargets targets;
    private final Caller caller;
    private final Consumer<ImportResult> results;
    private final List<Read> piece = new ArrayList<>(PIECE);
    private int failures;

    Import(ImportFormat format, ImportTargets targets, Caller caller, Consumer<ImportResult> results) {
        this.format = format;
        this.targets = targets;
        this.caller = caller;
        this.results = results;
    }

    /** Where rows end up. */
    record ImportTargets(ActWriter acts, Suppressions suppressions, ContactKeys keys) {}

    /** Records every row; each gets exactly one result, in the order of the file. */
    void run(ImportFile file) {
        file.each(row -> {
            piece.add(new Read(row.line(), read(row)));
            if (piece.size() == PIECE) finishPiece();
        });
        finishPiece();
    }

    private ImportReading read(ImportRow row) {
        if (row.fault().isPresent())
            return new ImportReading.Rejected(row.fault().get());
        try {
            return format.read(row);
        } catch (Fault fault) {
            return new ImportReading.Rejected(fault);
        }
    }

    private void finishPiece() {
        var said = new ArrayList<Act>();
        var shut = new ArrayList<Suppressions.Suppress>();
        for (var read : piece) {
            switch (read.reading()) {
                case ImportReading.Acts(var acts) -> said.addAll(acts);
                case ImportReading.Suppress order -> shut.addAll(orders(order));
                case ImportReading.Rejected _ -> {}
            }
        }
        var heard = tried(said, this::record).iterator();
        var stopped = tried(shut, this::suppress).iterator();
        for (var read : piece) results.accept(result(read, heard, stopped));
        piece.clear();
    }

    private List<ImportResult.Outcome> record(List<Act> said) {
        return targets.acts().write(said).stream()
                .map(result -> switch (result) {
                    case ActResult.Created _ -> ImportResult.Outcome.CREATED;
                    case ActResult.Unchanged _ -> ImportResult.Outcome.UNCHANGED;
                    case ActResult.Refused(var fault) -> ImportResult.Outcome.rejected(fault);
                })
                .toList();
    }

    private List<ImportResult.Outcome> suppress(List<Suppressions.Suppress> shut) {
        return targets.suppressions().write(shut).stream()
                .map(added -> added ? ImportResult.Outcome.CREATED : ImportResult.Outcome.UNCHANGED)
                .toList();
    }

    private static ImportResult result(
            Read read, Iterator<ImportResult.Outcome> heard, Iterator<ImportResult.Outcome> stopped) {
        return switch (read.reading()) {
            case ImportReading.Rejected(var fault) ->
                ImportResult.of(read.line(), List.of(ImportResult.Outcome.rejected(fault)));
            case ImportReading.Acts(var acts) -> ImportResult.of(read.line(), take(heard, acts.size()));
            case ImportReading.Suppress order ->
                ImportResult.of(read.line(), take(stopped, order.controllers().size()));
        };
    }

    /** The results of writing; where no durable record is possible every row says so, and can be sent again. */
    private <T> List<ImportResult.Outcome> tried(List<T> rows, Function<List<T>, List<ImportResult.Outcome>> write) {
        if (rows.isEmpty()) return List.of();
        if (failures < PATIENCE) {
            try {
                var written = write.apply(rows);
                failures = 0;
                return written;
            } catch (Fault _) {
                failures++;
            }
        }
        var undecided = Fault.of(ProblemCode.UNDECIDED, "the row could not be recorded durably; send it again");
        return rows.stream().map(_ -> ImportResult.Outcome.rejected(undecided)).toList();
    }

    private List<Suppressions.Suppress> orders(ImportReading.Suppress order) {
        return order.controllers().stream()
                .map(controller -> new Suppressions.Suppress(
                        targets.keys().of(order.contact()), controller, order.reason(), order.at(), caller))
                .toList();
    }

    private static <T> List<T> take(Iterator<T> from, int n) {
        var taken = new ArrayList<T>(n);
        for (var i = 0; i < n; i++) taken.add(from.next());
        return taken;
    }
}
