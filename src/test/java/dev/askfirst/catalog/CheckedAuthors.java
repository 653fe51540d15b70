package dev.askfirst.catalog;

import dev.askfirst.policy.term.AuthorshipCheck;

/** Senders' word that a message is personal is checked. */
public final class CheckedAuthors {

    private CheckedAuthors() {}

    /** Everybody's is, until the demo's catalog is there again. */
    public static void everybody(DemoCatalog catalog, AuthorshipCheck check) {
        catalog.replace(in(catalog.document(), check));
    }

    /** Everybody's is, in this catalog. */
    public static CatalogDocument in(CatalogDocument document, AuthorshipCheck check) {
        return document.withSenders(
                document.senders().stream().map(it -> with(it, check)).toList());
    }

    private static CatalogDocument.Sender with(CatalogDocument.Sender it, AuthorshipCheck check) {
        return new CatalogDocument.Sender(
                it.id(),
                it.name(),
                it.names(),
                it.controllers(),
                it.channels(),
                it.topics(),
                it.mayBeCritical(),
                it.deliversConfirmation(),
                it.opensVisits(),
                it.enforcement(),
                it.rate(),
                it.mailbox(),
                it.softBounces(),
                check);
    }
}
