package dev.askfirst.catalog.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom a controller has registered is found by id, or by a name that only one bears, from one instant on up to another. */
class AuthorsTest {

    private static final Instant FROM = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-06-30T00:00:00Z");

    @Test
    void theFirstInstantCountsAndTheEndDoesNot() {
        var ines = author("ines", "Ines Costa");
        assertFalse(ines.writesAt(FROM.minusMillis(1)));
        assertTrue(ines.writesAt(FROM));
        assertTrue(ines.writesAt(UNTIL.minusMillis(1)));
        assertFalse(ines.writesAt(UNTIL));
        assertEquals(Optional.empty(), new Authors(true, List.of(ines)).find("ines", UNTIL));
    }

    @Test
    void aNameThatTwoBearNamesNobody() {
        var all = new Authors(
                true, List.of(author("ines", "Jo Berg"), author("jo", "Jo Berg"), author("kim", "Kim Lee")));
        assertEquals("jo", all.find("jo", FROM).orElseThrow().id());
        assertEquals("kim", all.find("Kim Lee", FROM).orElseThrow().id());
        assertEquals(Optional.empty(), all.find("Jo Berg", FROM));
        assertEquals(Optional.empty(), all.find("kim lee", FROM));
        assertEquals(Optional.empty(), all.find("", FROM));
    }

    @Test
    void whatIsWrongIsNamed() {
        var nobody = new Author("kim", null, null, null, Optional.of(UNTIL), Optional.of(FROM));
        assertEquals(
                List.of("authors.people[0].name", "authors.people[0].role", "authors.people[0].until"),
                wrong(new Authors(true, List.of(nobody))));
        assertEquals(
                List.of("authors.people[1].id"),
                wrong(new Authors(true, List.of(author("ines", "A"), author("ines", "B")))));
        assertEquals(
                List.of("authors.people"),
                wrong(new Authors(
                        false,
                        IntStream.range(0, 501)
                                .mapToObj(it -> author("a" + it, "A"))
                                .toList())));
    }

    private static List<String> wrong(Authors authors) {
        var checks = new Checks();
        authors.check("authors", checks);
        return checks.errors().stream().map(Fault.FieldError::field).toList();
    }

    private static Author author(String id, String name) {
        return new Author(id, name, Author.Role.EMPLOYEE, Optional.empty(), Optional.of(FROM), Optional.of(UNTIL));
    }
}
