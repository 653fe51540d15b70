package dev.askfirst.decision.whatif;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.decision.record.DecisionRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which permits caps of a draft may count that nobody counted at the time: no others need be remembered. */
final class Uncounted {

    private final Catalog base;
    private final Catalog draft;
    private final boolean none;
    private final boolean all;
    private final Map<List<String>, Boolean> known = new HashMap<>();

    Uncounted(Catalog base, Catalog draft) {
        this.base = base;
        this.draft = draft;
        this.none = isAlike(base.document(), draft.document());
        this.all = draft.document().topics().stream().anyMatch(this::needsConsentNow);
    }

    /** Where nothing is changed that caps depend on, all were counted. */
    private static boolean isAlike(CatalogDocument base, CatalogDocument draft) {
        return base.laws().equals(draft.laws())
                && base.controllers().equals(draft.controllers())
                && base.topics().equals(draft.topics())
                && base.purposes().equals(draft.purposes());
    }

    /** Then people's own caps bind it, too. */
    private boolean needsConsentNow(CatalogDocument.Topic topic) {
        return topic.needsConsent()
                && base.topic(topic.id()).filter(it -> !it.needsConsent()).isPresent();
    }

    /** Whether all were counted. */
    boolean isNone() {
        return none;
    }

    /** How far its caps look back. */
    Duration lookBack() {
        return base.lookBack().compareTo(draft.lookBack()) > 0 ? base.lookBack() : draft.lookBack();
    }

    boolean mayCount(DecisionRecord permit) {
        if (all || permit.basis().derived().intent().isPresent()) return true;
        var context = permit.context();
        return known.computeIfAbsent(
                List.of(permit.controller(), context.topic(), context.channel()),
                it -> isCapped(base, it) || isCapped(draft, it));
    }

    private static boolean isCapped(Catalog catalog, List<String> about) {
        return !catalog.capsOf(about.getFirst()).isEmpty()
                || catalog.topic(about.get(1)).stream()
                        .flatMap(topic -> catalog.laws(topic, about.getLast()).stream())
                        .anyMatch(law -> law.frequency().isPresent());
    }
}
