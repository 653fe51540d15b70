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
    private final List<Findings.Group> groups = new ArrayList<>();
    private final List<Findings.Hit> entries = new ArrayList<>();

    CatalogFinder(CatalogDocument document, String typed) {
        this.document = document;
        this.wanted = typed.toLowerCase(Locale.ROOT);
    }

    /** By kind; for those who may look into the record, with the entries of senders, topics and channels. */
    List<Findings.Group> groups(boolean withEntries) {
        add("controllers", document.controllers(), CatalogDocument.Controller::id, "");
        add("senders", document.senders(), CatalogDocument.Sender::id, "sender");
        add("topics", document.topics(), CatalogDocument.Topic::id, "topic");
        add("channels", document.channels(), CatalogDocument.Channel::id, "channel");
        add("purposes", document.purposes(), CatalogDocument.Purpose::id, "");
        var notices = document.notices().stream()
                .filter(it -> matches(it.id()))
                .limit(MOST)
                .map(it -> new Findings.Hit(
                        part("notices", it.id()) + "&version=" + it.version() + "&language=" + encoded(it.language()),
                        it.id() + " " + it.version(),
                        it.language()))
                .toList();
        if (!notices.isEmpty()) groups.add(new Findings.Group("notices", notices));
        if (withEntries && !entries.isEmpty()) groups.add(new Findings.Group("entries", entries));
        return groups;
    }

    /** {@code filter} is that of the list of entries; empty if it has none for them. */
    private <T extends HasNames> void add(String kind, List<T> parts, Function<T, String> ids, String filter) {
        var hits = new ArrayList<Findings.Hit>();
        for (var part : parts) {
            var id = ids.apply(part);
            if (hits.size() == MOST || !isMeant(id, part)) continue;
            hits.add(new Findings.Hit(part(kind, id), part.nameIn("en"), id));
            var list = "/console/entries?" + filter + "=" + encoded(id);
            if (!filter.isEmpty()) entries.add(new Findings.Hit(list, part.nameIn("en"), id));
        }
        if (!hits.isEmpty()) groups.add(new Findings.Group(kind, hits));
    }

    private boolean isMeant(String id, HasNames part) {
        return matches(id)
                || matches(part.name())
                || part.names().values().stream().anyMatch(this::matches);
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
