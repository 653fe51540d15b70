package dev.askfirst.consent.portable;

import dev.askfirst.catalog.CatalogDocument;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Controllers by what is public of them, the address of their privacy policy: ids of a catalog mean nothing elsewhere. One
 * that two controllers share names neither.
 */
record PublicNames(Map<String, String> byId, Map<String, String> byName) {

    static PublicNames of(List<CatalogDocument.Controller> controllers) {
        var byId = new HashMap<String, String>();
        var byName = new HashMap<String, String>();
        var shared = new HashSet<String>();
        for (var controller : controllers) {
            controller.policyUrl().ifPresent(name -> {
                byId.put(controller.id(), name);
                if (byName.put(name, controller.id()) != null) shared.add(name);
            });
        }
        byName.keySet().removeAll(shared);
        byId.values().removeAll(shared);
        return new PublicNames(Map.copyOf(byId), Map.copyOf(byName));
    }

    Optional<String> of(String controller) {
        return Optional.ofNullable(byId.get(controller));
    }

    Optional<String> controller(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
