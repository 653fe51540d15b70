package dev.askfirst.catalog.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogEdits;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.author.Author;
import dev.askfirst.catalog.author.Authors;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Registers authors, and strikes them off. Each change is one of the controller's entry in the catalog, by the same rules as any: a
 * new version, on record, and kept for a second admin where one is needed.
 */
@ApplicationScoped
public class AuthorRegistry {

    private static final int ATTEMPTS = 5;

    /** The authors of one controller. */
    public record Listed(CatalogDocument.Controller controller, Authors authors) {}

    /** A change; {@code draft} is where it waits, if it needs a second admin. */
    record Changed(boolean isNew, Optional<UUID> draft) {}

    private final CatalogService catalogs;
    private final CatalogEdits edits;

    AuthorRegistry(CatalogService catalogs, CatalogEdits edits) {
        this.catalogs = catalogs;
        this.edits = edits;
    }

    /** Those of a controller, for whoever may see it. */
    Authors of(String controller, Caller caller) {
        return authors(controller(catalogs.newest(), controller, caller));
    }

    /** Those of all controllers that this caller may see. */
    public List<Listed> all(Caller caller) {
        return catalogs.newest().document().controllers().stream()
                .filter(it -> caller.sees(it.id()))
                .filter(it -> it.authors().isPresent())
                .map(it -> new Listed(it, authors(it)))
                .toList();
    }

    /** Registers an author, or changes one. */
    Changed put(String controller, Author author, Caller by) {
        var isNew = of(controller, by).people().stream().noneMatch(it -> it.id().equals(author.id()));
        return change(controller, by, isNew, people -> {
            var all = new ArrayList<>(people);
            all.removeIf(it -> it.id().equals(author.id()));
            all.add(author);
            return all;
        });
    }

    /** Strikes an author off; a fault if there is none of this id. */
    Changed remove(String controller, String id, Caller by) {
        if (of(controller, by).people().stream().noneMatch(it -> it.id().equals(id)))
            throw Fault.of(ProblemCode.NOT_FOUND, "no author of `%s` has this id".formatted(controller));
        return change(
                controller,
                by,
                false,
                people -> people.stream().filter(it -> !it.id().equals(id)).toList());
    }

    private Changed change(String controller, Caller by, boolean isNew, UnaryOperator<List<Author>> change) {
        for (var attempt = 1; ; attempt++) {
            var newest = catalogs.newest();
            var home = controller(newest, controller, by);
            ObjectNode body = Json.MAPPER.valueToTree(home);
            var before = authors(home);
            body.set("authors", Json.MAPPER.valueToTree(new Authors(before.required(), change.apply(before.people()))));
            try {
                var put = edits.put(
                        new CatalogEdits.Edit("controllers", controller, body, it -> it == newest.version(), by));
                return new Changed(isNew, put.draft());
            } catch (Fault fault) {
                // Somebody else changed the catalog meanwhile: made again on what they left.
                if (fault.code() != ProblemCode.PRECONDITION_FAILED || attempt == ATTEMPTS) throw fault;
            }
        }
    }

    private static CatalogDocument.Controller controller(Catalog catalog, String id, Caller caller) {
        return catalog.controller(id)
                .filter(it -> caller.sees(it.id()))
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no controller with this id that you may see"));
    }

    private static Authors authors(CatalogDocument.Controller controller) {
        return controller.authors().orElse(Authors.NONE);
    }
}
