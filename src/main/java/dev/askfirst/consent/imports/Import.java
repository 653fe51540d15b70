package dev.askfirst.consent.imports;

import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Records a file piece by piece: each piece is one transaction of acts and one of suppressions. */
final class Import {

    private static final Logger LOG = Logger.getLogger(Import.class);

    /** Pieces written at the same time. */
    private static final int UNDER_WAY = 4;

    /** After this many pieces in a row that could not be recorded durably, the rest is not tried. */
    private static final int PATIENCE = 3;

    private record Read(long line, ImportReading reading) {}

    private final ImportFormat format;
    private final ImportTargets targets;
    private final Whole whole;
    private final Consumer<ImportResult> results;
    private final List<Read> piece = new ArrayList<>();
    private final Queue<Future<List<ImportResult>>> started = new ArrayDeque<>();
    private final AtomicInteger failures = new AtomicInteger();

    Import(ImportFormat format, ImportTargets targets, Whole whole, Consumer<ImportResult> results) {
        this.format = format;
        this.targets = targets;
        this.whole = whole;
        this.results = results;
    }

    /** What rows are written with. */
    record ImportTargets(ActWriter acts, Suppressions suppressions, ContactKeys keys) {}

    /** What applies to every row: the caller, and the source of the file. */
    record Whole(Caller caller, Map<String, String> texts) {
        static Whole of(Caller caller, ImportRequest.CheckedImport file) {
            return new Whole(caller, file.source() == null ? Map.of() : Map.of(Evidence.SOURCE, file.source()));
        }
    }

    /** Records every row; each gets exactly one result, in the order of the file. */
    void run(ImportFile file) {
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            file.each(row -> {
                piece.add(new Read(row.line(), read(row)));
                if (piece.size() == format.rowsTogether()) start(writers);
            });
            start(writers);
            while (!started.isEmpty()) finish();
        }
    }

    /** Reads the next piece while others are written; memory holds no more than {@link #UNDER_WAY} pieces. */
    private void start(ExecutorService writers) {
        if (started.size() == UNDER_WAY) finish();
        var reads = List.copyOf(piece);
        piece.clear();
        started.add(writers.submit(() -> write(reads)));
    }

    private void finish() {
        try {
            started.remove().get().forEach(results);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a piece of the import failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the import was interrupted", e);
        }
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

    private List<ImportResult> write(List<Read> reads) {
        var said = new ArrayList<Act>();
        var shut = new ArrayList<Suppressions.Suppress>();
        for (var read : reads) {
            switch (read.reading()) {
                case ImportReading.Acts(var acts) -> said.addAll(acts);
                case ImportReading.Suppress order -> shut.addAll(orders(order));
                case ImportReading.Rejected _ -> {}
            }
        }
        var heard = tried(said, this::record).iterator();
        var stopped = tried(shut, this::suppress).iterator();
        return reads.stream().map(read -> result(read, heard, stopped)).toList();
    }

    private List<ImportResult.Outcome> record(List<Act> said) {
        return targets.acts().write(said, NoInForce.Way.IMPORT).stream()
                .map(result -> switch (result) {
                    case ActResult.Created(var reply) -> ImportResult.Outcome.CREATED.but(reply.why());
                    case ActResult.Unchanged(var reply) -> ImportResult.Outcome.UNCHANGED.but(reply.why());
                    case ActResult.Refused(var fault)
                    when fault.code() == ProblemCode.TOO_OLD -> ImportResult.Outcome.UNCHANGED;
                    case ActResult.Refused(var fault) -> ImportResult.Outcome.rejected(fault);
                })
                .toList();
    }

    private List<ImportResult.Outcome> suppress(List<Suppressions.Suppress> shut) {
        return targets.suppressions().write(shut, whole.texts()).stream()
                .map(result -> switch (result) {
                    case Suppressions.Result.Added _ -> ImportResult.Outcome.CREATED;
                    case Suppressions.Result.Standing _ -> ImportResult.Outcome.UNCHANGED;
                    case Suppressions.Result.Ahead _ ->
                        ImportResult.Outcome.rejected(Fault.invalid("at", "lies in the future"));
                })
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

    /**
     * Writes rows, and returns their results. If no durable record is possible, the result of every row says so, and
     * the rows can be sent again.
     */
    private <T> List<ImportResult.Outcome> tried(List<T> rows, Function<List<T>, List<ImportResult.Outcome>> write) {
        if (rows.isEmpty()) return List.of();
        if (failures.get() < PATIENCE) {
            try {
                var written = write.apply(rows);
                failures.set(0);
                return written;
            } catch (Fault _) {
                failures.incrementAndGet();
            } catch (IllegalStateException e) {
                LOG.errorf(e, "%d rows were not recorded", rows.size());
                return rejected(rows, Fault.of(ProblemCode.INTERNAL, "the row could not be recorded"));
            }
        }
        return rejected(rows, Fault.of(ProblemCode.UNDECIDED, "the row could not be recorded durably; send it again"));
    }

    private static List<ImportResult.Outcome> rejected(List<?> rows, Fault why) {
        return rows.stream().map(_ -> ImportResult.Outcome.rejected(why)).toList();
    }

    private List<Suppressions.Suppress> orders(ImportReading.Suppress order) {
        var keys = keys(order.who());
        return order.controllers().stream()
                .map(controller -> new Suppressions.Suppress(
                        keys, controller, order.reason(), Optional.of(order.at()), order.texts(), whole.caller()))
                .toList();
    }

    private ContactKeys.EveryForm keys(Addressee who) {
        return switch (who) {
            case Addressee.AtContact(var contact) -> targets.keys().inEveryForm(contact);
            case Addressee.AtHash(var scheme, var hash) ->
                new ContactKeys.EveryForm(targets.keys().of(scheme, hash.bytes()), List.of());
            case Addressee.AtOwnContact _,
                    Addressee.OfAct _,
                    Addressee.AtPoint _,
                    Addressee.AtPerson _,
                    Addressee.AtPairwise _ -> throw new IllegalStateException("a row names an address or its hash");
        };
    }

    private static <T> List<T> take(Iterator<T> from, int n) {
        var taken = new ArrayList<T>(n);
        for (var i = 0; i < n; i++) taken.add(from.next());
        return taken;
    }
}
