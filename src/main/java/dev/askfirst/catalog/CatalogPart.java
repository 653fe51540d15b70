package dev.askfirst.catalog;

import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.law.LawRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One kind of part that a catalog is made of.
 *
 * @param kind as it stands in the document and in paths
 * @param key under what one part is found: its id, for a law its version too, and for a notice that and its language
 * @param versions how its parts are told apart and shown, if there are several under one id
 */
record CatalogPart<T>(
        String kind,
        Class<T> type,
        Function<T, String> key,
        Function<CatalogDocument, List<T>> of,
        BiFunction<CatalogDocument, List<T>, CatalogDocument> with,
        Optional<Versions<T>> versions) {

    /** All kinds, as a path names them: the regular expression of a template's parameter. */
    static final String KINDS =
            "controllers|senders|channels|purposes|topics|notices|bases|retention|laws|connections|pushes";

    /**
     * Parts that have versions.
     *
     * @param all all that are wanted under one id, as callers see them
     * @param one a single one, as callers see it
     */
    record Versions<T>(
            Function<T, String> id,
            ToIntFunction<T> number,
            BiFunction<String, List<T>, Object> all,
            Function<T, Object> one) {}

    /** All versions of one row of law, those to come included. */
    record LawReply(String id, List<LawRow> versions) {
        static LawReply of(String id, List<LawRow> rows) {
            return new LawReply(
                    id,
                    rows.stream().sorted(Comparator.comparing(LawRow::version)).toList());
        }
    }

    static final CatalogPart<CatalogDocument.Controller> CONTROLLERS = of(
            "controllers",
            CatalogDocument.Controller.class,
            CatalogDocument.Controller::id,
            CatalogDocument::controllers,
            CatalogDocument::withControllers);
    static final CatalogPart<CatalogDocument.Sender> SENDERS = of(
            "senders",
            CatalogDocument.Sender.class,
            CatalogDocument.Sender::id,
            CatalogDocument::senders,
            CatalogDocument::withSenders);
    static final CatalogPart<CatalogDocument.Channel> CHANNELS = of(
            "channels",
            CatalogDocument.Channel.class,
            CatalogDocument.Channel::id,
            CatalogDocument::channels,
            CatalogDocument::withChannels);
    static final CatalogPart<CatalogDocument.Purpose> PURPOSES = of(
            "purposes",
            CatalogDocument.Purpose.class,
            CatalogDocument.Purpose::id,
            CatalogDocument::purposes,
            CatalogDocument::withPurposes);
    static final CatalogPart<CatalogDocument.Topic> TOPICS = of(
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
            CatalogDocument::withNotices,
            Optional.of(new Versions<>(
                    CatalogDocument.Notice::id,
                    CatalogDocument.Notice::version,
                    NoticeReply.All::of,
                    NoticeReply::of)));
    static final CatalogPart<BasisRule> BASES =
            of("bases", BasisRule.class, BasisRule::id, CatalogDocument::bases, CatalogDocument::withBases);
    static final CatalogPart<RetentionRule> RETENTION = of(
            "retention",
            RetentionRule.class,
            RetentionRule::id,
            CatalogDocument::retention,
            CatalogDocument::withRetention);
    static final CatalogPart<LawRow> LAWS = new CatalogPart<>(
            "laws",
            LawRow.class,
            LawRow::key,
            CatalogDocument::laws,
            CatalogDocument::withLaws,
            Optional.of(new Versions<>(LawRow::id, LawRow::version, LawReply::of, law -> law)));

    static final CatalogPart<Connection> CONNECTIONS = of(
            "connections",
            Connection.class,
            Connection::id,
            CatalogDocument::connections,
            CatalogDocument::withConnections);

    static final CatalogPart<PushTarget> PUSHES =
            of("pushes", PushTarget.class, PushTarget::id, CatalogDocument::pushes, CatalogDocument::withPushes);

    static final List<CatalogPart<?>> ALL = List.of(
            CONTROLLERS, SENDERS, CHANNELS, PURPOSES, TOPICS, NOTICES, BASES, RETENTION, LAWS, CONNECTIONS, PUSHES);

    /** A kind of parts that have no versions: each is found by its id and shown as it is. */
    private static <T> CatalogPart<T> of(
            String kind,
            Class<T> type,
            Function<T, String> id,
            Function<CatalogDocument, List<T>> of,
            BiFunction<CatalogDocument, List<T>, CatalogDocument> with) {
        return new CatalogPart<>(kind, type, id, of, with, Optional.empty());
    }

    /** The kind of this name; there must be one. */
    static CatalogPart<?> named(String kind) {
        return ALL.stream().filter(it -> it.kind().equals(kind)).findFirst().orElseThrow();
    }

    /** What a caller who asks for this id, and for this version of it or any, is shown of a document. */
    Optional<Object> shown(CatalogDocument document, String id, Optional<Integer> version) {
        if (versions.isEmpty()) return find(document, id).map(it -> it);
        var each = versions.get();
        var found = of.apply(document).stream()
                .filter(it -> each.id().apply(it).equals(id))
                .filter(it -> version.filter(wanted -> wanted != each.number().applyAsInt(it))
                        .isEmpty())
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(each.all().apply(id, found));
    }

    /** A single part as callers see it. */
    Object shown(T part) {
        return versions.map(it -> it.one().apply(part)).orElse(part);
    }

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
