package dev.askfirst.consent.signal;

import dev.askfirst.catalog.CatalogDocument;

/** The demo's catalog of a company that shares data for its events and its newsletter. */
final class SharedTopics {

    private SharedTopics() {}

    static CatalogDocument in(CatalogDocument demo) {
        return demo.withTopics(demo.topics().stream()
                .map(it -> it.id().equals("events") || it.id().equals("newsletter") ? shared(it) : it)
                .toList());
    }

    private static CatalogDocument.Topic shared(CatalogDocument.Topic it) {
        return new CatalogDocument.Topic(
                it.id(),
                it.purpose(),
                it.name(),
                it.names(),
                it.needsConsent(),
                it.doubleOptIn(),
                it.criticalAllowed(),
                it.minimumEvidence(),
                true);
    }
}
