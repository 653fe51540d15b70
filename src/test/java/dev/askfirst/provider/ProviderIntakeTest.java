package dev.askfirst.provider;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One event of a request does not hold up the others, and none is lost. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ProviderIntakeTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    Providers them;

    private String ana;

    @BeforeEach
    void connections() throws IOException {
        ana = Acts.newcomer();
        Providers.secrets();
        catalog.replace(catalog.document().withConnections(Providers.connections()));
    }

    @AfterEach
    void theDemoAgain() {
        catalog.again();
        database.execute("delete from provider_event");
    }

    @Test
    void anEventThatIsRefusedForGoodIsKeptAndTheNextOneCounts() {
        Acts.grant(ana, "offers");
        var id = UUID.randomUUID();
        // A STOP whose address is none of the connection's channel, and one that is.
        them.standard("""
                {"events": [{"id": "%s", "type": "reply", "address": "nobody", "text": "STOP"}, {"type": "reply", "address": "%s", "text": " "},
                  {"type": "unsubscribe", "address": "%s"}]}""".formatted(id, address(), address()))
                .then()
                .statusCode(200)
                .body("events", is(3));
        assertEquals("deny consent_withdrawn", Questions.answer(ana));
        Api.staff("compliance")
                .get("/v1/connections/standard/kept")
                .then()
                .statusCode(200)
                .body("events.content.id", hasItem(id.toString()), "events.content.text", hasItem(" "));
    }

    @Test
    void aNoFromBeforeAnErasureCountsNow() {
        var at = them.now();
        Acts.grant(ana, "offers");
        Api.staff("admin").delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        them.standard("{\"type\": \"unsubscribe\", \"address\": \"%s\", \"at\": \"%s\"}".formatted(address(), at))
                .then()
                .statusCode(200);
        assertEquals(
                1,
                database.count(
                        "select count(*) from consent_event where person_id = ?::uuid and kind = 'withdrawal'",
                        Persons.idOf(ana)));
    }

    @Test
    void aClockThatIsAYearOffLosesNoNo() {
        for (var seconds : new long[] {-366L * 86_400, 366L * 86_400}) {
            ana = Acts.newcomer();
            Acts.grant(ana, "offers");
            them.standard("{\"type\": \"unsubscribe\", \"id\": \"%s\", \"address\": \"%s\", \"at\": \"%s\"}"
                            .formatted(UUID.randomUUID(), address(), them.now().plusSeconds(seconds)))
                    .then()
                    .statusCode(200);
            assertEquals("deny consent_withdrawn", Questions.answer(ana));
        }
    }

    @Test
    void anotherEventWithTheSameIdCountsToo() {
        Acts.grant(ana, "offers");
        var id = UUID.randomUUID();
        them.standard("{\"id\": \"%s\", \"type\": \"soft_bounce\", \"address\": \"%s\"}".formatted(id, address()));
        assertEquals("permit", Questions.answer(ana));
        them.standard("{\"id\": \"%s\", \"type\": \"unsubscribe\", \"address\": \"%s\"}".formatted(id, address()));
        assertEquals("deny consent_withdrawn", Questions.answer(ana));
    }

    @Test
    void whatIsKeptAboutSomebodyGoesWithThem() {
        Acts.grant(ana, "offers");
        them.standard("{\"type\": \"reply\", \"address\": \"%s\", \"text\": \" \"}".formatted(address()));
        assertEquals(1, database.count("select count(*) from provider_event where sealed is not null"));
        Api.staff("admin").delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        assertEquals(0, database.count("select count(*) from provider_event where sealed is not null"));
    }

    /** Many at once, each of somebody else, while as many ask. */
    @Test
    void theNextQuestionAfterTheAnswerIsDeniedAlways() throws Exception {
        var people = Stream.generate(Acts::newcomer).limit(60).toList();
        for (var it : people) Acts.grant(it, "offers");
        try (var tellers = Executors.newFixedThreadPool(8, Thread.ofVirtual().factory())) {
            var answers = new ArrayList<Future<String>>();
            for (var i = 0; i < people.size(); i++) {
                var contact = people.get(i);
                var mailed = i % 2 == 0;
                answers.add(tellers.submit(() -> told(contact, mailed)));
            }
            for (var answer : answers) assertEquals("permit, then 200, deny consent_withdrawn", answer.get());
        }
    }

    private String told(String contact, boolean mailed) {
        var before = Questions.answer(contact);
        var address = contact.substring("mailto:".length());
        var reply = mailed
                ? Suppressing.caller("acme-mailer")
                        .contentType("message/rfc822")
                        .body("From: %s\nMessage-ID: <%s@x.example>\n\nSTOP\n".formatted(address, UUID.randomUUID()))
                        .post("/v1/mails")
                : them.standard("{\"type\": \"unsubscribe\", \"address\": \"%s\"}".formatted(address));
        return "%s, then %d, %s".formatted(before, reply.statusCode(), Questions.answer(contact));
    }

    private String address() {
        return ana.substring("mailto:".length());
    }
}
