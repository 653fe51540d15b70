package dev.askfirst.catalog;

import dev.askfirst.platform.Checks;
import dev.askfirst.platform.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds everything that is wrong with a catalog before it comes into force. */
final class CatalogCheck {

    private final List<Fault.FieldError> errors = new ArrayList<>();

    private CatalogCheck() {}

    static List<Fault.FieldError> errors(CatalogDocument catalog) {
        var check = new CatalogCheck();
        var controllers = check.ids("controllers", catalog.controllers(), CatalogDocument.Controller::id);
        var channels = check.ids("channels", catalog.channels(), CatalogDocument.Channel::id);
        var purposes = check.ids("purposes", catalog.purposes(), CatalogDocument.Purpose::id);
        var topics = check.ids("topics", catalog.topics(), CatalogDocument.Topic::id);
        check.ids("senders", catalog.senders(), CatalogDocument.Sender::id);
        for (var controller : catalog.controllers()) check.controller(controller);
        for (var channel : catalog.channels()) {
            if (channel.schemes().isEmpty()) check.error("channels." + channel.id(), "takes no contact scheme");
        }
        for (var topic : catalog.topics()) {
            check.known("topics." + topic.id() + ".purpose", List.of(topic.purpose()), purposes);
            if (topic.doubleOptIn() && !topic.needsConsent()) {
                check.error("topics." + topic.id(), "asks twice for a consent it does not need");
            }
        }
        for (var sender : catalog.senders()) {
            check.known("senders." + sender.id() + ".controllers", sender.controllers(), controllers);
            check.known("senders." + sender.id() + ".channels", sender.channels(), channels);
            check.known("senders." + sender.id() + ".topics", sender.topics(), topics);
        }
        check.notices(catalog.notices(), controllers, topics);
        return check.errors;
    }

    private <T> Set<String> ids(String kind, List<T> items, Function<T, String> idOf) {
        var seen = new HashSet<String>();
        for (var item : items) {
            var id = idOf.apply(item);
            if (id == null || !Checks.isId(id)) {
                error(kind, "has a malformed id `" + id + "`");
            } else if (!seen.add(id)) {
                error(kind, "has `" + id + "` twice");
            }
        }
        return seen;
    }

    private void controller(CatalogDocument.Controller controller) {
        var field = "controllers." + controller.id();
        if (isBlank(controller.name())) error(field + ".name", "is missing");
        if (isBlank(controller.contact())) error(field + ".contact", "is missing: people need a human to turn to");
        if (isBlank(controller.language())) error(field + ".language", "is missing");
    }

    private void notices(List<CatalogDocument.Notice> notices, Set<String> controllers, Set<String> topics) {
        var seen = new HashSet<String>();
        for (var notice : notices) {
            var field = "notices." + notice.id();
            if (!seen.add(notice.id() + "/" + notice.version() + "/" + notice.language())) {
                error(field, "stands there twice with version " + notice.version() + " in " + notice.language());
            }
            if (notice.version() < 1) error(field + ".version", "starts at 1");
            if (isBlank(notice.words())) error(field + ".words", "are missing");
            known(field + ".controller", List.of(notice.controller()), controllers);
            known(field + ".topics", notice.topics(), topics);
        }
    }

    private void known(String field, List<String> ids, Set<String> known) {
        for (var id : ids) if (!known.contains(id)) error(field, "names `" + id + "`, which is not in the catalog");
    }

    private void error(String field, String message) {
        errors.add(new Fault.FieldError(field, message));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
