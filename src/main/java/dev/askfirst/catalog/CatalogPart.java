package dev.askfirst.catalog;

import dev.askfirst.law.LawRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One kind of part that a catalog is made of.
 *
 * @param kind as it stands in the document and in paths
 * @param key under what one part is found: its id, for a law its version too, and for a notice that and its language
 */
record CatalogPart<T>(
        String kind,
        Class<T> type,
        Function<T, String> key,
        Function<CatalogDocument, List<T>> of,
        BiFunction<CatalogDocument, List<T>, CatalogDocument> with) {

    static final CatalogPart<CatalogDocument.Controller> CONTROLLERS = new CatalogPart<>(
            "controllers",
            CatalogDocument.Controller.class,
            CatalogDocument.Controller::id,
            CatalogDocument::controllers,
            CatalogDocument::withControllers);
    static final CatalogPart<CatalogDocument.Sender> SENDERS = new CatalogPart<>(
            "senders",
            CatalogDocument.Sender.class,
            CatalogDocument.Sender::id,
            CatalogDocument::senders,
            CatalogDocument::withSenders);
    static final CatalogPart<CatalogDocument.Channel> CHANNELS = new CatalogPart<>(
            "channels",
            CatalogDocument.Channel.class,
            CatalogDocument.Channel::id,
            CatalogDocument::channels,
            CatalogDocument::withChannels);
    static final CatalogPart<CatalogDocument.Purpose> PURPOSES = new CatalogPart<>(
            "purposes",
            CatalogDocument.Purpose.class,
            CatalogDocument.Purpose::id,
            CatalogDocument::purposes,
            CatalogDocument::withPurposes);
    static final CatalogPart<CatalogDocument.Topic> TOPICS = new CatalogPart<>(
            "topics",
            CatalogDocument.Topic.class,
            CatalogDocument.Topic::id,
            CatalogDocument::topics,
            CatalogDocument::withTopics);
    static final CatalogPart<CatalogDocument.Notice> NOTICES = new CatalogPart<>(
            "notices",
            CatalogDocument.Notice.class,
            notice -> notice.id() + "/" + notice.version() + "/" + notice.language(),
            CatalogDocument::notices,
            CatalogDocument::withNotices);
    static final CatalogPart<BasisRule> BASES = new CatalogPart<>(
            "bases", BasisRule.class, BasisRule::id, CatalogDocument::bases, CatalogDocument::withBases);
    static final CatalogPart<RetentionRule> RETENTION = new CatalogPart<>(
            "retention",
            RetentionRule.class,
            RetentionRule::id,
            CatalogDocument::retention,
            CatalogDocument::withRetention);
    static final CatalogPart<LawRow> LAWS =
            new CatalogPart<>("laws", LawRow.class, LawRow::key, CatalogDocument::laws, CatalogDocument::withLaws);

    static final List<CatalogPart<?>> ALL =
            List.of(CONTROLLERS, SENDERS, CHANNELS, PURPOSES, TOPICS, NOTICES, BASES, RETENTION, LAWS);

    Optional<T> find(CatalogDocument document, String sought) {
        return of.apply(document).stream()
                .filter(part -> key.apply(part).equals(sought))
                .findFirst();
    }

    /** The document with this part in place of the one with its key, or else as the last of its kind. */
    CatalogDocument put(CatalogDocument document, T part) {
        var parts = new ArrayList<>(of.apply(document));
        var keys = parts.stream().map(key).toList();
        var place = keys.indexOf(key.apply(part));
        if (place < 0) parts.add(part);
        else parts.set(place, part);
        return with.apply(document, parts);
    }
}
