package dev.askfirst.consent.imports;

import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.platform.Fault;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of an export that {@link ToolExports} describes. A row is what it says: the caller's kind chooses which rows are
 * taken, and never makes a yes of a no. Rows are read in the order of the file by one thread.
 */
final class ToolFormat implements ImportFormat {

    private final ToolExport export;
    private final ImportRequest.CheckedImport file;
    private final ActRules rules;
    private final Map<String, String> ofFirst = new HashMap<>();

    ToolFormat(ToolExport export, ImportRequest.CheckedImport file, ActRules rules) {
        this.export = export;
        this.file = file;
        this.rules = rules;
    }

    @Override
    public ImportReading read(ImportRow row) {
        var email = export.address().stream()
                .flatMap(column -> row.text(column).stream())
                .findFirst()
                .orElseThrow(() -> Fault.invalid(export.address().getFirst(), "is missing"));
        var hit = export.hit(row)
                .filter(it -> it.rule().means() != ToolExport.Means.UNKNOWN)
                .orElseThrow(() -> unknown(row));
        var subscriber = new SubscriberRow(file, rules, email);
        return switch (hit.rule().means()) {
            case GRANT -> {
                taken(hit, file.kind(), ImportRequest.Kind.GRANTS, "says yes");
                ofOneTopic(row);
                complete(row, hit);
                yield subscriber.grant(said(row, hit, subscriber), Optional.empty(), until(row));
            }
            case WITHDRAWAL -> withdrawal(row, hit, subscriber);
            case BOUNCE -> suppression(row, hit, subscriber, Suppressions.Reason.BOUNCE);
            case COMPLAINT -> suppression(row, hit, subscriber, Suppressions.Reason.COMPLAINT);
            case LEGAL -> suppression(row, hit, subscriber, Suppressions.Reason.LEGAL);
            case PARTLY ->
                throw Fault.invalid(
                        hit.column(),
                        "is a no to that alone: import it with `kind=withdrawals`, its own `topic` and no `format`");
            case NEITHER -> throw Fault.invalid(hit.column(), "says neither yes nor no");
            case UNKNOWN -> throw new IllegalStateException("such a row was rejected");
        };
    }

    private ImportReading withdrawal(ImportRow row, ToolExport.Hit hit, SubscriberRow subscriber) {
        if (file.kind() == ImportRequest.Kind.SUPPRESSIONS)
            return suppression(row, hit, subscriber, Suppressions.Reason.LEGAL);
        taken(hit, file.kind(), ImportRequest.Kind.WITHDRAWALS, "says no");
        ofOneTopic(row);
        return subscriber.withdrawal(since(row, hit, subscriber));
    }

    private ImportReading suppression(
            ImportRow row, ToolExport.Hit hit, SubscriberRow subscriber, Suppressions.Reason reason) {
        taken(hit, file.kind(), ImportRequest.Kind.SUPPRESSIONS, "says that the address is not to be used");
        return subscriber.suppression(reason, since(row, hit, subscriber));
    }

    private static void taken(ToolExport.Hit hit, ImportRequest.Kind kind, ImportRequest.Kind wanted, String saysWhat) {
        if (kind == wanted || kind == ImportRequest.Kind.BOTH) return;
        throw Fault.invalid(hit.column(), saysWhat + ". `kind=both` takes each row as what it says");
    }

    private Fault unknown(ImportRow row) {
        var column = export.hit(row).map(ToolExport.Hit::column).orElse(export.status());
        if (row.text(column).isEmpty()) return Fault.invalid(column, "is missing: it says what the row is");
        return Fault.invalid(column, "must be one of " + export.known(column));
    }

    /** Where the column of those who said no was left out of an export, nobody in it is known to say yes. */
    private static void complete(ImportRow row, ToolExport.Hit hit) {
        for (var column : hit.rule().with()) {
            if (!row.has(column)) throw Fault.invalid(column, "is missing: without it a row that says yes may be a no");
        }
    }

    /** Else people would be said to have agreed to what they were never asked about. */
    private void ofOneTopic(ImportRow row) {
        for (var column : export.same()) {
            var value = row.text(column);
            if (value.isEmpty()) continue;
            var first = ofFirst.putIfAbsent(column, value.get());
            if (first != null && !first.equals(value.get())) {
                throw Fault.invalid(
                        column,
                        "is not what the first rows have: a file is about one topic, so split it by this column");
            }
        }
    }

    /** When a yes was said: a date that makes no sense makes no yes. */
    private Optional<SubscriberRow.Dated> said(ImportRow row, ToolExport.Hit hit, SubscriberRow subscriber) {
        for (var column : hit.rule().at()) {
            var at = time(row, column);
            rules.spoken(column, at, file.controller());
            if (at.isPresent()) return subscriber.dated(column, at);
        }
        return Optional.empty();
    }

    /** Since when a no holds: if no date of the row makes sense, the one of the file counts, so that the no is kept. */
    private Optional<SubscriberRow.Dated> since(ImportRow row, ToolExport.Hit hit, SubscriberRow subscriber) {
        Fault senseless = null;
        for (var column : hit.rule().at()) {
            try {
                var at = time(row, column);
                rules.spoken(column, at, file.controller());
                if (at.isPresent()) return subscriber.dated(column, at);
            } catch (Fault fault) {
                senseless = fault;
            }
        }
        if (senseless != null && file.at() == null) throw senseless;
        return Optional.empty();
    }

    private Optional<Instant> until(ImportRow row) {
        return export.until().stream()
                .flatMap(column -> time(row, column).stream())
                .findFirst();
    }

    private static Optional<Instant> time(ImportRow row, String column) {
        return row.text(column)
                .map(text -> ForeignTimes.parse(text)
                        .orElseThrow(() -> Fault.invalid(
                                column, "is not a time such as `2024-05-22 14:33:02`, with the year first")));
    }
}
