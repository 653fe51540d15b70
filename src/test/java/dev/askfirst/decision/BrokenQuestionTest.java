package dev.askfirst.decision;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A question that cannot be decided, whatever is wrong about whom it is about, costs nobody else their answer. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class BrokenQuestionTest {

    @Inject
    Database database;

    @ParameterizedTest
    @ValueSource(strings = {"7", "{\"controllers\": 7}", "{\"words\": [{}]}", "[[[[[]]]]]"})
    void termsThatCannotBeRead(String terms) {
        var broken = givenTo(Acts.newcomer());
        var person = Persons.idOf(broken);
        var whole = database.value("select terms::text from terms where person_id = ?", person)
                .orElseThrow();
        database.execute("update terms set terms = ?::json where person_id = ?", terms, person);
        try {
            assertOnlyOneIsBroken(broken);
        } finally {
            database.execute("update terms set terms = ?::json where person_id = ?", whole, person);
        }
        assertEquals("permit", Questions.answer(broken));
    }

    @Test
    void whatWasUsedUpThatCannotBeRead() {
        var broken = givenTo(Acts.newcomer());
        var person = Persons.idOf(broken);
        var read = staff("admin").get("/v1/persons/" + person);
        staff("admin")
                .header("If-Match", read.header("ETag"))
                .body("{\"caps\": [{\"max\": 5, \"per\": \"P7D\"}]}")
                .put("/v1/persons/" + person + "/preferences")
                .then()
                .statusCode(200);
        database.execute("update usage set uses = '{\"no\": \"uses\"}' where person_id = ?", person);
        try {
            assertOnlyOneIsBroken(broken);
        } finally {
            database.execute("update usage set uses = '[]' where person_id = ?", person);
        }
        assertEquals("permit", Questions.answer(broken));
    }

    /** Among many others, whatever its place. */
    private void assertOnlyOneIsBroken(String broken) {
        var counted = brokenOnes();
        var others =
                IntStream.range(0, 40).mapToObj(_ -> givenTo(Acts.newcomer())).toList();
        var asked = Stream.of(others.subList(0, 13), List.of(broken), others.subList(13, 40))
                .flatMap(List::stream)
                .map(contact -> about(contact, "\"key\": \"" + UUID.randomUUID() + "\""))
                .collect(Collectors.joining(","));
        var reply =
                sender("acme-mailer").body("{\"questions\": [" + asked + "]}").post("/v1/decisions/batch");
        for (var i = 0; i <= 40; i++) {
            var item = "decisions[" + i + "]";
            if (i == 13) assertEquals("/problems/undecided", reply.jsonPath().getString(item + ".error.type"));
            else assertEquals("permit", reply.jsonPath().getString(item + ".outcome"), item);
        }
        assertEquals(counted + 1, brokenOnes());
    }

    private static String givenTo(String contact) {
        Acts.grant(contact, "offers").then().statusCode(201);
        return contact;
    }

    private static double brokenOnes() {
        return Scraped.now().sum("askfirst_questions_unanswered_total", "why=\"broken\"");
    }
}
