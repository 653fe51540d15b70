package dev.askfirst.consent.imports;

import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Mailchimp audience export, one of its three files: subscribed, unsubscribed or cleaned. The caller says what the
 * people said yes to; but a row is no yes if its own times say that a no came last. Times are in UTC.
 */
record MailchimpFormat(ImportRequest.CheckedImport file, ActRules rules) implements ImportFormat {

    /** The columns of times, one for each thing that can happen to a subscriber. */
    private enum Column {
        OPTIN_TIME,
        CONFIRM_TIME,
        UNSUB_TIME,
        CLEAN_TIME;

        boolean saysNo() {
            return this == UNSUB_TIME || this == CLEAN_TIME;
        }
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Override
    public ImportReading read(ImportRow row) {
        var email = row.text("Email Address").orElseThrow(() -> Fault.invalid("Email Address", "is missing"));
        var subscriber = new SubscriberRow(file, rules, email);
        return switch (file.kind()) {
            case GRANTS -> {
                var last = latest(row);
                if (last != Column.OPTIN_TIME) {
                    throw Fault.invalid(
                            last.name(), "is the latest of the row: it says no. `kind=both` takes it as what it says");
                }
                yield grant(row, subscriber);
            }
            case WITHDRAWALS -> withdrawal(row, subscriber);
            case SUPPRESSIONS -> suppression(row, subscriber);
            case BOTH ->
                switch (latest(row)) {
                    case OPTIN_TIME, CONFIRM_TIME -> grant(row, subscriber);
                    case UNSUB_TIME -> withdrawal(row, subscriber);
                    case CLEAN_TIME -> suppression(row, subscriber);
                };
        };
    }

    private static ImportReading grant(ImportRow row, SubscriberRow subscriber) {
        var confirmed = time(row, Column.CONFIRM_TIME);
        return subscriber.grant(
                dated(row, subscriber, Column.OPTIN_TIME).or(() -> dated(row, subscriber, Column.CONFIRM_TIME)),
                confirmed);
    }

    private static ImportReading withdrawal(ImportRow row, SubscriberRow subscriber) {
        return subscriber.withdrawal(dated(row, subscriber, Column.UNSUB_TIME));
    }

    private static ImportReading suppression(ImportRow row, SubscriberRow subscriber) {
        return subscriber.suppression(Suppressions.Reason.BOUNCE, dated(row, subscriber, Column.CLEAN_TIME));
    }

    /**
     * The latest of the row's times; {@code OPTIN_TIME} if it has none. The name of the file is not relied on: the
     * three files of an export begin with the same columns and are easily mixed up. At the same instant, a no outweighs
     * a yes.
     */
    private Column latest(ImportRow row) {
        var latest = Column.OPTIN_TIME;
        for (var column : Column.values()) {
            var at = told(row, column);
            if (column.saysNo()) rules.spoken(column.name(), at, file.controller());
            var until = told(row, latest).orElse(Instant.MIN);
            if (at.isPresent() && !at.get().isBefore(until)) latest = column;
        }
        return latest == Column.CONFIRM_TIME ? Column.OPTIN_TIME : latest;
    }

    /**
     * The time in a column. If a yes has an unreadable time and the row also has a no, the yes is ignored, so that the
     * no is kept.
     */
    private static Optional<Instant> told(ImportRow row, Column column) {
        var saysNo = Stream.of(Column.values())
                .anyMatch(it -> it.saysNo() && row.text(it.name()).isPresent());
        try {
            return time(row, column);
        } catch (Fault fault) {
            if (column.saysNo() || !saysNo) throw fault;
            return Optional.empty();
        }
    }

    private static Optional<SubscriberRow.Dated> dated(ImportRow row, SubscriberRow subscriber, Column column) {
        return subscriber.dated(column.name(), time(row, column));
    }

    private static Optional<Instant> time(ImportRow row, Column column) {
        return row.text(column.name()).map(text -> {
            try {
                return Times.parse(text)
                        .orElseGet(() -> LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException _) {
                throw Fault.invalid(column.name(), "is not a time such as `2024-05-22 14:33:02`");
            }
        });
    }
}
