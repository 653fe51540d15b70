package dev.askfirst.catalog;

import dev.askfirst.catalog.feedback.FeedbackRule;
import dev.askfirst.law.AnswerTime;
import java.util.List;
import java.util.Optional;

/** People may say how useful Acme's messages are: what needs consent rests below 30, orders only carry the links. */
public final class Rateable {

    public static final List<FeedbackRule> RULES = List.of(
            new FeedbackRule(Optional.empty(), Optional.of(30), Optional.empty()),
            new FeedbackRule(Optional.of("orders"), Optional.empty(), Optional.empty()));

    private Rateable() {}

    /** Until the demo's catalog is there again. */
    public static void on(DemoCatalog catalog) {
        on(catalog, RULES, Optional.empty());
    }

    /** By these rules. */
    public static void on(DemoCatalog catalog, List<FeedbackRule> rules) {
        on(catalog, rules, Optional.empty());
    }

    /** And its human answers who asks for one. */
    public static void andAnswering(DemoCatalog catalog) {
        on(catalog, RULES, Optional.of(new AnswerTime("DE", 3)));
    }

    private static void on(DemoCatalog catalog, List<FeedbackRule> rules, Optional<AnswerTime> time) {
        catalog.replace(in(catalog.document(), rules, time));
    }

    /** In this catalog. */
    public static CatalogDocument in(CatalogDocument document) {
        return in(document, RULES, Optional.empty());
    }

    private static CatalogDocument in(CatalogDocument document, List<FeedbackRule> rules, Optional<AnswerTime> time) {
        return Controllers.acme(Controllers.acme(document, "feedback", rules), "humanRequests", time);
    }
}
