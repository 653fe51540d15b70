package dev.askfirst.catalog.author;

import dev.askfirst.platform.json.Checks;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The registered authors of a controller.
 *
 * @param required whether what none of them wrote counts as written by a machine
 */
public record Authors(boolean required, List<Author> people) {

    /** Nobody, and nobody needed. */
    public static final Authors NONE = new Authors(false, List.of());

    private static final int MOST = 500;
    private static final int LONGEST = 200;

    public Authors {
        people = people == null ? List.of() : List.copyOf(people);
    }

    /** Whoever is meant by this id, or by this name if only one bears it, and writes for the controller at this instant. */
    public Optional<Author> find(String author, Instant at) {
        var now = people.stream().filter(it -> it.writesAt(at)).toList();
        var byId = now.stream().filter(it -> it.id().equals(author)).findFirst();
        if (byId.isPresent()) return byId;
        var byName = now.stream().filter(it -> it.name().equals(author)).toList();
        return byName.size() == 1 ? Optional.of(byName.getFirst()) : Optional.empty();
    }

    /** Tells all that is wrong with them. */
    public void check(String field, Checks checks) {
        if (people.size() > MOST) checks.error(field + ".people", "are more than " + MOST);
        var ids = new HashSet<String>();
        for (var at = 0; at < people.size(); at++) {
            var it = people.get(at);
            var path = "%s.people[%d]".formatted(field, at);
            checks.id(path + ".id", it.id());
            if (!ids.add(it.id())) checks.error(path + ".id", "is there twice");
            checks.require(path + ".name", it.name());
            checks.line(path + ".name", it.name(), LONGEST);
            checks.require(path + ".role", it.role());
            checks.line(path + ".contact", it.contact().orElse(null), LONGEST);
            if (it.from().isPresent()
                    && it.until().filter(end -> !end.isAfter(it.from().get())).isPresent())
                checks.error(path + ".until", "is not after `from`");
        }
    }
}
