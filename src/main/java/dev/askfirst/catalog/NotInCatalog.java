package dev.askfirst.catalog;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Nearest;
import java.util.Optional;

/** What a caller is told who names something that the catalog does not have, with what they may have meant. */
public final class NotInCatalog {

    private NotInCatalog() {}

    /** No such topic; a sender is shown only those it may write about. */
    public static Fault topic(Catalog catalog, Optional<Rights> rights, String field, String id) {
        var known = catalog.document().topics().stream()
                .map(CatalogDocument.Topic::id)
                .filter(it -> rights.isEmpty() || rights.get().writesAbout(it))
                .toList();
        return Fault.about(ProblemCode.UNKNOWN_TOPIC, field, "no topic `" + id + "`" + Nearest.hint(id, known));
    }

    /** No such channel; a sender is shown only those it may use. */
    public static Fault channel(Catalog catalog, Optional<Rights> rights, String field, String id) {
        var known = catalog.document().channels().stream()
                .map(CatalogDocument.Channel::id)
                .filter(it -> rights.isEmpty() || rights.get().uses(it))
                .toList();
        return Fault.about(ProblemCode.UNKNOWN_CHANNEL, field, "no channel `" + id + "`" + Nearest.hint(id, known));
    }

    /** No such controller; only for those who may see all of them. */
    public static Fault controller(Catalog catalog, String field, String id) {
        var known = catalog.document().controllers().stream()
                .map(CatalogDocument.Controller::id)
                .toList();
        return Fault.about(
                ProblemCode.UNKNOWN_CONTROLLER, field, "no controller `" + id + "`" + Nearest.hint(id, known));
    }
}
