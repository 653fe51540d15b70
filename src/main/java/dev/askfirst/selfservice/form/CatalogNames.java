package dev.askfirst.selfservice.form;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.platform.language.HasNames;
import dev.askfirst.policy.term.Scope;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the parts of a catalog are called in the language of a page; a part that is gone is called by its id. */
public final class CatalogNames {

    /** Links that lead to a human; anything else a catalog may hold is shown as text and leads nowhere. */
    private static final Set<String> REACHABLE = Set.of("mailto", "tel", "https");

    /**
     * The human to turn to.
     *
     * @param answers whether that human answers requests that are made here
     */
    public record Human(String name, String contact, boolean answers) {
        /** As people write it. */
        public String address() {
            return contact.replaceFirst("^(mailto|tel):", "");
        }
    }

    /** Three parts of a scope as they are called, and the human and the look of its controller. */
    public record Named(String controller, String topic, String channel, Human human, Look look) {}

    private final Catalog catalog;
    private final String language;

    public CatalogNames(Catalog catalog, String language) {
        this.catalog = catalog;
        this.language = language;
    }

    public Named named(String controller, String topic, String channel) {
        return new Named(controller(controller), topic(topic), channel(channel), human(controller), look(controller));
    }

    public String controller(String id) {
        return catalog.controller(id).map(it -> it.nameIn(language)).orElse(id);
    }

    public Look look(String controller) {
        return Look.of(catalog.controller(controller));
    }

    public Human human(String controller) {
        var contact = catalog.controller(controller)
                .map(CatalogDocument.Controller::contact)
                .filter(CatalogNames::reachable)
                .orElse("");
        var answers = catalog.controller(controller).flatMap(it -> it.humanRequests());
        return new Human(controller(controller), contact, answers.isPresent());
    }

    public String topic(String id) {
        return name(id, catalog.document().topics(), CatalogDocument.Topic::id);
    }

    public String channel(String id) {
        return name(id, catalog.document().channels(), CatalogDocument.Channel::id);
    }

    public String sender(String id) {
        return name(id, catalog.document().senders(), CatalogDocument.Sender::id);
    }

    private <T extends HasNames> String name(String id, List<T> all, Function<T, String> ids) {
        if (id.equals(Scope.ALL)) return "";
        return all.stream()
                .filter(it -> ids.apply(it).equals(id))
                .map(it -> it.nameIn(language))
                .findFirst()
                .orElse(id);
    }

    private static boolean reachable(String contact) {
        return Optional.of(contact)
                .filter(it -> it.indexOf(':') > 0)
                .map(it -> URI.create(it.replaceAll("\\s", "")).getScheme())
                .filter(REACHABLE::contains)
                .isPresent();
    }
}
