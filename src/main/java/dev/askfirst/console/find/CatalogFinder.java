package dev.askfirst.console.find;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.platform.language.HasNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Finds parts of a catalog by their id, or by some of what they are called in any language. */
final class CatalogFinder {

    private static final int MOST = 20;

    private final CatalogDocument document;
    private final String wanted;

    CatalogFinder(CatalogDocument document, String typed) {
        this.document = document;
        this.wanted = typed.toLowerCase(Locale.ROOT);
    }

    /** By kind; for those who may look into the record, with the entries of senders, topics and channels. */
    List<Findings.Group> groups(boolean entries) {
        var groups = new ArrayList<Findings.Group>();
        add(groups, "controllers", document.controllers(), CatalogDocument.Controller::id, "");
        add(groups, "senders", document.senders(), CatalogDocument.Sender::id, entries ? "sender" : "");
        add(groups, "topics", document.topics(), CatalogDocument.Topic::id, entries ? "topic" : "");
        add(groups, "channels", document.channels(), CatalogDocument.Channel::id, entries ? "channel" : "");
        add(groups, "purposes", document.purposes(), CatalogDocument.Purpose::id, "");
        var notices = document.notices().stream()
                .filter(it -> matches(it.id()))
                .limit(MOST)
                .map(it -> new Findings.Hit(
                        part("notices", it.id()) + "&version=" + it.version() + "&language=" + encoded(it.language()),
                        it.id() + " " + it.version(),
                        it.language()))
                .toList();
        if (!notices.isEmpty()) groups.add(new Findings.Group("notices", notices));
        return groups;
    }

    private <T extends HasNames> void add(
            List<Findings.Group> groups, String kind, List<T> parts, Function<T, String> id, String filter) {
        var found = parts.stream()
                .filter(it -> matches(id.apply(it)) || matches(it.name()) || it.names().values().stream().anyMatch(this::matches))
                .limit(MOST)
                .toList();
        if (found.isEmpty()) return;
        var hits = new ArrayList<Findings.Hit>();
        for (var it : found) hits.add(new Findings.Hit(part(kind, id.apply(it)), it.nameIn("en"), id.apply(it)));
        groups.add(new Findings.Group(kind, hits));
        if (filter.isEmpty()) return;
        var entries = found.stream()
                .map(it -> new Findings.Hit(
                        "/console/entries?" + filter + "=" + encoded(id.apply(it)), it.nameIn("en"), id.apply(it)))
                .toList();
        groups.add(new Findings.Group("entries", entries));
    }

    private boolean matches(String text) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static String part(String kind, String id) {
        return "/console/catalog/" + kind + "?id=" + encoded(id);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
