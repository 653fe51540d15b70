package dev.askfirst.decision;

import dev.askfirst.catalog.Answering;
import dev.askfirst.catalog.CheckedAuthors;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Rateable;
import dev.askfirst.policy.GoldenCase;
import dev.askfirst.policy.term.AuthorshipCheck;

/** What a golden case needs that the demo's catalog has not switched on. */
final class Switches {

    private Switches() {}

    static void on(GoldenCase golden, DemoCatalog catalog) {
        if (golden.when().told()) {
            var rateable = golden.rates() ? Rateable.in(catalog.document()) : catalog.document();
            var document = asks(golden) ? Answering.in(rateable) : rateable;
            catalog.replace(CheckedAuthors.in(document, AuthorshipCheck.ON));
        } else if (asks(golden) && golden.rates()) Rateable.andAnswering(catalog);
        else if (asks(golden)) Answering.on(catalog);
        else if (golden.rates()) Rateable.on(catalog);
    }

    static void off(GoldenCase golden, DemoCatalog catalog) {
        if (asks(golden) || golden.rates() || golden.when().told()) catalog.again();
    }

    private static boolean asks(GoldenCase golden) {
        return golden.given().stream().anyMatch(step -> step.act() == GoldenCase.Act.HUMAN_REQUEST);
    }
}
