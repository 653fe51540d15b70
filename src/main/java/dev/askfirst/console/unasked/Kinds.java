package dev.askfirst.console.unasked;

import dev.askfirst.console.figures.Wording;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.reconcile.Reconciliations;
import dev.askfirst.reconcile.Result;
import java.util.ArrayList;
import java.util.List;

/** The kinds of rows that a report has, in words. */
final class Kinds {

    static final Texts TEXTS = Texts.of("unasked", "en");

    private static final List<Result> ORDER = List.of(
            Result.SENT_WITHOUT_ASKING,
            Result.SENT_AFTER_EXPIRY,
            Result.SENT_AGAINST_DENY,
            Result.SENT_WITH_PERMIT,
            Result.PERMIT_UNUSED,
            Result.REJECTED);

    private Kinds() {}

    static String text(Result kind) {
        return TEXTS.text("kind", Json.text(kind));
    }

    /** The class of its colour; empty if no chart has it. */
    static String key(Result kind) {
        return switch (kind) {
            case SENT_WITHOUT_ASKING -> "without";
            case SENT_AFTER_EXPIRY -> "late";
            case SENT_AGAINST_DENY -> "against";
            case SENT_WITH_PERMIT -> "with";
            case PERMIT_UNUSED, REJECTED -> "";
        };
    }

    static long of(Reconciliations.Counts counts, Result kind) {
        return switch (kind) {
            case SENT_WITHOUT_ASKING -> counts.sentWithoutAsking();
            case SENT_AFTER_EXPIRY -> counts.sentAfterExpiry();
            case SENT_AGAINST_DENY -> counts.sentAgainstDeny();
            case SENT_WITH_PERMIT -> counts.sentWithPermit();
            case PERMIT_UNUSED -> counts.permitUnused();
            case REJECTED -> counts.rejected();
        };
    }

    /**
     * All kinds with their numbers and links.
     *
     * @param link an address that ends where the kind is to be named
     * @param current the kind whose rows are shown; null for none
     * @param rejected whether rows of which nothing could be made are among them
     */
    static List<UnaskedPage.Count> counts(
            Reconciliations.Counts counts, String link, Result current, boolean rejected) {
        var all = new ArrayList<UnaskedPage.Count>();
        for (var kind : ORDER) {
            if (kind == Result.REJECTED && !rejected) continue;
            all.add(new UnaskedPage.Count(
                    key(kind), text(kind), Wording.number(of(counts, kind)), link + Json.text(kind), kind == current));
        }
        return all;
    }

    static UnaskedPage.Sums sums(Reconciliations.Counts counts) {
        return new UnaskedPage.Sums(
                counts.sentWithPermit(),
                counts.sentWithoutAsking(),
                counts.sentAfterExpiry(),
                counts.sentAgainstDeny());
    }

    /** All of these together. */
    static UnaskedPage.Sums sum(List<UnaskedPage.Sums> all) {
        return all.stream()
                .reduce(
                        new UnaskedPage.Sums(0, 0, 0, 0),
                        (a, b) -> new UnaskedPage.Sums(
                                a.with() + b.with(),
                                a.without() + b.without(),
                                a.late() + b.late(),
                                a.against() + b.against()));
    }
}
