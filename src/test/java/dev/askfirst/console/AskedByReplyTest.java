package dev.askfirst.console;

import static dev.askfirst.consent.Suppressing.caller;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.Answering;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reply that asks for a human opens a request with its words, once, where a human answers. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class AskedByReplyTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @BeforeEach
    void acmeAnswers() {
        Answering.on(catalog);
    }

    @AfterEach
    void nobodyAnswers() {
        catalog.again();
    }

    @Test
    void aSystemOpensOneWithTheWordsOfTheReply() {
        var text = "How do I stop these messages? " + UUID.randomUUID();
        var reply = unclear(text);
        resolve(reply)
                .then()
                .statusCode(200)
                .body("resolved", is("none"), "humanRequest.text", is(text), "humanRequest.state", is("waiting"));
        resolve(reply).then().statusCode(200).body("humanRequest", nullValue());
        assertEquals(1, requests(text));
    }

    @Test
    void whoeverResolvesItAtTheSameTimeOpensTheSameOne() {
        var text = "How do I stop these messages? " + UUID.randomUUID();
        var reply = unclear(text);
        var all = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> resolve(reply), task -> Thread.ofVirtual().start(task)))
                .limit(6)
                .toList();
        all.forEach(CompletableFuture::join);
        assertEquals(1, requests(text));
    }

    @Test
    void whereNobodyAnswersNothingIsRecorded() {
        catalog.again();
        var text = "How do I stop these messages? " + UUID.randomUUID();
        var reply = unclear(text);
        resolve(reply).then().statusCode(409);
        assertEquals(1, database.count("select count(*) from due_reply where id = ?::uuid", reply));
        assertEquals(0, requests(text));
        Staff.signedIn("compliance").get("/console/replies").then().body(not(containsString("open a request")));
    }

    @Test
    void staffOpenOneWithAButton() {
        var text = "How do I stop these messages? " + UUID.randomUUID();
        var path = "/console/replies/" + unclear(text);
        var staff = Staff.signedIn("compliance");
        staff.get("/console/replies").then().statusCode(200).body(containsString("open a request"));
        staff.post(path, Map.of("as", "human")).then().statusCode(303).header("Location", endsWith("done=human"));
        staff.get("/console/replies?done=human").then().body(containsString("wait for an answer"));
        assertEquals(1, requests(text));
    }

    private long requests(String text) {
        return database.count(
                "select count(*) from human_request join evidence on event = id where texts ->> 'note' = ?", text);
    }

    private static String unclear(String text) {
        return caller("acme-mailer")
                .body("{\"from\": \"%s\", \"channel\": \"email\", \"controller\": \"acme\", \"text\": \"%s\"}"
                        .formatted(Visiting.somebody(), text))
                .post("/v1/replies")
                .then()
                .body("understood", is("unsure"))
                .extract()
                .path("id");
    }

    private static Response resolve(String reply) {
        return caller(Caller.COMPLIANCE)
                .body("{\"as\": \"none\", \"by\": \"Ines Costa\", \"human\": true}")
                .post("/v1/replies/" + reply + "/resolve");
    }
}
