package dev.askfirst.decision;

import dev.askfirst.catalog.Answering;
import dev.askfirst.catalog.CheckedAuthors;
import dev.askfirst.catalog.Controllers;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Rateable;
import dev.askfirst.policy.AuthorsOfCase;
import dev.askfirst.policy.GoldenCase;
import dev.askfirst.policy.term.AuthorshipCheck;

/** What a golden case needs that the demo's catalog has not switched on. */
final class Switches {

    private Switches() {}

    static void on(GoldenCase golden, DemoCatalog catalog) {
        if (!needs(golden)) return;
        var document = catalog.document();
        if (golden.rates()) document = Rateable.in(document);
        if (asks(golden)) document = Answering.in(document);
        if (golden.when().told()) document = CheckedAuthors.in(document, AuthorshipCheck.ON);
        var authors = AuthorsOfCase.of(golden);
        catalog.replace(authors.isPresent() ? Controllers.acme(document, "authors", authors.get()) : document);
    }

    static void off(GoldenCase golden, DemoCatalog catalog) {
        if (needs(golden)) catalog.again();
    }

    private static boolean needs(GoldenCase golden) {
        return asks(golden)
                || golden.rates()
                || golden.when().told()
                || AuthorsOfCase.of(golden).isPresent();
    }

    private static boolean asks(GoldenCase golden) {
        return golden.given().stream().anyMatch(step -> step.act() == GoldenCase.Act.HUMAN_REQUEST);
    }
}
