package dev.askfirst.platform.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds what belongs to the template that a path fits, part by part: a fixed text before a parameter. What it costs does not
 * grow with the number of templates.
 */
final class RouteTree<T> {

    /** Whole paths without parameters, most of what is asked for. */
    private final Map<String, Optional<T>> whole = new HashMap<>();

    private final Map<String, RouteTree<T>> texts = new HashMap<>();
    private Optional<RouteTree<T>> parameter = Optional.empty();
    private Optional<T> here = Optional.empty();
    private Optional<T> below = Optional.empty();

    /** One for each template; a parameter of several parts, {@code {name:.+}}, takes all that is left of a path. */
    static <T> RouteTree<T> of(Iterable<String> templates, Function<String, T> make) {
        var tree = new RouteTree<T>();
        for (var template : templates) {
            var value = make.apply(shown(template));
            tree.add(template, value);
            if (!template.contains("{")) tree.whole.put(template, Optional.of(value));
        }
        return tree;
    }

    /** A template without the patterns of its parameters. */
    static String shown(String template) {
        return template.replaceAll("\\{(\\w+)(?::[^{}]+)?}", "{$1}");
    }

    private void add(String template, T value) {
        var node = this;
        for (var part : template.substring(1).split("/")) {
            if (part.endsWith(":.+}")) {
                node.below = node.below.or(() -> Optional.of(value));
                return;
            }
            if (!part.isEmpty()) node = node.next(part);
        }
        var last = node;
        last.here = last.here.or(() -> Optional.of(value));
    }

    private RouteTree<T> next(String part) {
        if (!part.startsWith("{")) return texts.computeIfAbsent(part, _ -> new RouteTree<>());
        if (parameter.isEmpty()) parameter = Optional.of(new RouteTree<>());
        return parameter.get();
    }

    /** What belongs to this path, which begins with a slash; empty where no template fits. */
    Optional<T> find(String path) {
        var found = whole.get(path);
        return found != null ? found : find(path, 1);
    }

    private Optional<T> find(String path, int from) {
        if (from >= path.length()) return here;
        var slash = path.indexOf('/', from);
        var end = slash < 0 ? path.length() : slash;
        var text = texts.get(path.substring(from, end));
        if (text != null) {
            var found = text.find(path, end + 1);
            if (found.isPresent()) return found;
        }
        if (parameter.isPresent()) {
            var found = parameter.get().find(path, end + 1);
            if (found.isPresent()) return found;
        }
        return below;
    }
}
