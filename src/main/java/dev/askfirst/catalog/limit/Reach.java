package dev.askfirst.catalog.limit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.platform.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What staff may see: everything, or what concerns some controllers.
 *
 * @param controllers those; empty means all
 * @param senders those that act for these controllers and for no others; without meaning where there is no limit
 * @param others ids of controllers that are not among them, and of senders that act for none of them
 */
public record Reach(Optional<List<String>> controllers, List<String> senders, Set<String> others) {

    /** Everything. */
    public static final Reach WHOLE = new Reach(Optional.empty(), List.of(), Set.of());

    private static final String VOUCHED = "askfirst/";

    /** What concerns these controllers, by one version of the catalog. */
    public static Reach to(Catalog catalog, List<String> controllers) {
        var own = Set.copyOf(controllers);
        var senders = new HashSet<String>();
        var others = new HashSet<String>();
        for (var it : catalog.document().controllers()) if (!own.contains(it.id())) others.add(it.id());
        for (var it : catalog.document().senders()) {
            if (!it.controllers().isEmpty() && own.containsAll(it.controllers())) senders.add(it.id());
            if (it.controllers().stream().noneMatch(own::contains)) others.add(it.id());
        }
        return new Reach(
                Optional.of(List.copyOf(controllers)), senders.stream().sorted().toList(), Set.copyOf(others));
    }

    public boolean isWhole() {
        return controllers.isEmpty();
    }

    /** Whether this controller is one of them. */
    public boolean holds(String controller) {
        return controllers.filter(it -> !it.contains(controller)).isEmpty();
    }

    /** Whether this sender acts for nobody else. */
    public boolean holdsSender(String sender) {
        return isWhole() || senders.contains(sender);
    }

    /** The senders that act for nobody else; empty means all. */
    public Optional<List<String>> ownSenders() {
        return controllers.map(_ -> senders);
    }

    /** The same object without what names others: of a list each such element, else the member. */
    public ObjectNode without(ObjectNode node) {
        if (!namesOthers(node)) return node;
        var left = Json.MAPPER.createObjectNode();
        node.properties().forEach(member -> {
            if (member.getValue().isArray()) {
                var list = left.putArray(member.getKey());
                for (var it : member.getValue()) if (!namesOthers(it)) list.add(it);
            } else if (!namesOthers(member.getValue())) {
                left.set(member.getKey(), member.getValue());
            }
        });
        return left;
    }

    /** Whether some text in it is the id of another controller or of a sender of others. */
    public boolean namesOthers(JsonNode node) {
        if (node.isTextual()) {
            var text = node.textValue();
            return others.contains(text)
                    || text.startsWith(VOUCHED) && others.contains(text.substring(VOUCHED.length()));
        }
        for (var member : node) if (namesOthers(member)) return true;
        return false;
    }
}
