package dev.askfirst.catalog;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import java.util.function.Predicate;

/** A catalog of which controllers say something else in one member of theirs. */
public final class Controllers {

    private static final ObjectReader READER = Json.MAPPER.readerFor(CatalogDocument.Controller.class);

    private Controllers() {}

    /** @param whose the ids of those that say it */
    public static CatalogDocument with(CatalogDocument document, Predicate<String> whose, String member, Object value) {
        return document.withControllers(document.controllers().stream()
                .map(it -> whose.test(it.id()) ? with(it, member, value) : it)
                .toList());
    }

    /** Acme says it. */
    public static CatalogDocument acme(CatalogDocument document, String member, Object value) {
        return with(document, "acme"::equals, member, value);
    }

    /** The demo's catalog, of which Acme says it. */
    public static Catalog demo(String member, Object value) {
        var demo = CatalogService.fromYaml(Controllers.class.getResourceAsStream("/demo/catalog.yaml"));
        return new Catalog(1, acme(demo, member, value));
    }

    static CatalogDocument.Controller with(CatalogDocument.Controller home, String member, Object value) {
        ObjectNode body = Json.MAPPER.valueToTree(home);
        body.set(member, Json.MAPPER.valueToTree(value));
        return Json.read(body, READER);
    }
}
