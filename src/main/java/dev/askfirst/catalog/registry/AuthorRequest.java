package dev.askfirst.catalog.registry;

import dev.askfirst.catalog.author.Author;
import dev.askfirst.platform.json.Checks;
import java.time.Instant;
import java.util.Optional;

/** The body of {@code PUT /v1/catalog/controllers/{id}/authors/{author}}. */
record AuthorRequest(String name, Author.Role role, String contact, Instant from, Instant until) {

    private static final int LONGEST = 200;

    Author checked(String id) {
        var checks = new Checks();
        checks.id("author", id);
        checks.require("name", name);
        checks.line("name", name, LONGEST);
        checks.require("role", role);
        checks.line("contact", contact, LONGEST);
        if (from != null && until != null && !until.isAfter(from)) checks.error("until", "is not after `from`");
        checks.done();
        return new Author(
                id, name, role, Optional.ofNullable(contact), Optional.ofNullable(from), Optional.ofNullable(until));
    }
}
