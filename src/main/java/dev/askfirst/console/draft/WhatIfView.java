package dev.askfirst.console.draft;

import dev.askfirst.console.prove.Moments;
import dev.askfirst.decision.whatif.WhatIf;
import dev.askfirst.decision.whatif.WhatIfResult;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a draft would have changed, as staff read it.
 *
 * @param state {@code none} if nobody has asked, else how far it is
 * @param open whether somebody works on it, or will
 * @param done how many decisions were decided again, of {@code decisions}
 * @param text in words, where it stands
 * @param lead in words, what came out
 * @param more in words, what belongs to it
 */
public record WhatIfView(
        String state,
        boolean open,
        boolean order,
        long done,
        long decisions,
        String text,
        List<String> lead,
        List<String> more,
        List<Table> tables,
        List<Example> examples) {

    /** A table of counts. */
    public record Table(String title, String column, List<Row> rows) {}

    /** A row of it; {@code share} in percent of the longest. */
    public record Row(String of, String was, String becomes, String count, long share) {}

    /** A decision on record that would have been another one. */
    public record Example(
            String id,
            String at,
            String sender,
            String topic,
            String channel,
            String was,
            String becomes,
            String reasons) {}

    private static final Texts TEXTS = Texts.of("draft", "en");

    static WhatIfView of(Optional<WhatIf> asked, boolean mayOrder) {
        if (asked.isEmpty())
            return new WhatIfView(
                    "none",
                    false,
                    mayOrder,
                    0,
                    0,
                    TEXTS.text("whatIfNone"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        var whatIf = asked.get();
        var open = whatIf.state().isOpen();
        var result = whatIf.result();
        return new WhatIfView(
                Json.text(whatIf.state()),
                open,
                mayOrder && !open,
                whatIf.done(),
                Math.max(whatIf.decisions(), 1),
                text(whatIf),
                result.map(WhatIfView::lead).orElse(List.of()),
                result.map(WhatIfView::more).orElse(List.of()),
                result.map(WhatIfView::tables).orElse(List.of()),
                result.map(WhatIfView::examples).orElse(List.of()));
    }

    private static String text(WhatIf whatIf) {
        var from = Moments.said(whatIf.from());
        var to = Moments.said(whatIf.to());
        return switch (whatIf.state()) {
            case WAITING -> TEXTS.text("whatIfWaiting");
            case RUNNING -> TEXTS.text("whatIfRunning", whatIf.done(), whatIf.decisions());
            case DONE -> TEXTS.text("whatIfDone", whatIf.done(), from, to);
            case FAILED -> TEXTS.text("whatIfFailed");
            case CANCELLED -> TEXTS.text("whatIfCancelled");
        };
    }

    private static List<String> lead(WhatIfResult result) {
        if (result.changes().isEmpty())
            return List.of(TEXTS.text("nothingChanges", result.decisions() - result.notDecided()));
        return result.changes().stream()
                .map(it -> TEXTS.text("change", it.count(), it.was(), it.becomes()))
                .toList();
    }

    private static List<String> more(WhatIfResult result) {
        var more = new ArrayList<String>();
        if (!result.changes().isEmpty()) more.add(TEXTS.text("same", result.same()));
        if (result.details() > 0) more.add(TEXTS.text("details", result.details()));
        for (var it : result.unknown()) more.add(TEXTS.text("unknown", it.count(), it.why()));
        if (result.already() > 0) more.add(TEXTS.text("already", result.already(), result.base()));
        return more;
    }

    private static List<Table> tables(WhatIfResult result) {
        if (result.changes().isEmpty()) return List.of();
        return List.of(
                table("bySender", "sender", result.senders()),
                table("byTopic", "topic", result.topics()),
                table("byReason", "reason", result.reasons()));
    }

    private static Table table(String title, String column, List<WhatIfResult.Change> changes) {
        var longest =
                changes.stream().mapToLong(WhatIfResult.Change::count).max().orElse(1);
        return new Table(
                TEXTS.text(title),
                TEXTS.text(column),
                changes.stream()
                        .map(it -> new Row(
                                it.of(),
                                it.was(),
                                it.becomes(),
                                TEXTS.text("number", it.count()),
                                Math.max(1, it.count() * 100 / longest)))
                        .toList());
    }

    private static List<Example> examples(WhatIfResult result) {
        return result.examples().stream()
                .map(it -> new Example(
                        it.decision().toString(),
                        Moments.said(it.decided()),
                        it.sender(),
                        it.topic(),
                        it.channel(),
                        it.was(),
                        it.becomes(),
                        String.join(", ", it.after().isEmpty() ? it.before() : it.after())))
                .toList();
    }
}
