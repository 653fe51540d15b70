package dev.askfirst.outbound.push;

import static dev.askfirst.outbound.push.Pushing.address;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of pushes that a tool does not take: tried again, put off, refused, given up, sent again by staff. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PushRetryTest {

    @Inject
    Pushing pushing;

    @Inject
    Database database;

    private final String ana = Acts.newcomer();
    private ToolServer server;

    @BeforeEach
    void begin() throws IOException {
        pushing.begin();
        server = new ToolServer();
        Acts.grant(ana, "offers").then().statusCode(201);
        pushing.targets(Pushing.ses(server, false));
    }

    @AfterEach
    void end() {
        pushing.end();
        server.close();
    }

    private void no() {
        Acts.withdraw(ana, "offers").then().statusCode(201);
    }

    @Test
    void aRefusalIsKeptInTheToolsWordsWithoutTheAddressAndSentAgainByStaff() {
        server.answerNext(400, Map.of(), "{\"message\":\"%s is\\n no address\"}".formatted(address(ana)));
        no();
        pushing.tick();
        var push = staff("compliance")
                .get("/v1/pushes?state=failed&target=ses")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals("refused", push.getString("pushes[0].state"));
        assertEquals(400, push.getInt("pushes[0].status"));
        assertEquals(
                "400 {\"message\":\"…\\n no address\"}",
                push.getString("pushes[0].words").replace("… is", "…"));
        assertFalse(push.getString("pushes[0]").contains(address(ana)));
        pushing.later(Duration.ofDays(4));
        assertEquals(1, server.about(address(ana)).size(), "asked again it would refuse it again");
        staff("admin")
                .post("/v1/pushes/" + push.getString("pushes[0].id") + "/resend")
                .then()
                .statusCode(200)
                .body("state", is("waiting"));
        pushing.tick();
        assertEquals("confirmed", pushing.state(ana, "ses"));
    }

    @Test
    void allThatATargetRefusedIsSentAgainAtOnce() {
        server.answerNext(400, Map.of(), "");
        no();
        pushing.tick();
        staff("admin")
                .body("{\"target\": \"ses\"}")
                .post("/v1/pushes/resend")
                .then()
                .statusCode(200)
                .body("pushes", is(1));
        pushing.tick();
        assertEquals("confirmed", pushing.state(ana, "ses"));
        staff("admin")
                .body("{\"target\": \"nobody\"}")
                .post("/v1/pushes/resend")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("target"));
        staff("admin")
                .post("/v1/pushes/" + UUID.randomUUID() + "/resend")
                .then()
                .statusCode(404);
        Api.careless(Api.token("compliance"))
                .get("/v1/pushes?state=gone&limit=0&person=x&cursor=y&target=%20")
                .then()
                .statusCode(400)
                .body("errors", hasSize(5));
    }

    @Test
    void aToolThatSaysWhenIsLeftAloneUntilThen() {
        server.answerNext(429, Map.of("Retry-After", "120"), "{\"message\":\"slow down\"}");
        no();
        pushing.tick();
        assertEquals(1, server.asked().size());
        var ben = Acts.newcomer();
        Acts.grant(ben, "offers");
        Acts.withdraw(ben, "offers");
        pushing.later(Duration.ofSeconds(60));
        assertEquals(1, server.asked().size(), "nobody else's either");
        assertEquals("waiting", pushing.state(ana, "ses"));
        assertEquals(0, pushing.of(ana).getInt("pushes[0].attempts"));
        pushing.later(Duration.ofSeconds(70));
        assertEquals("confirmed", pushing.state(ana, "ses"));
        assertEquals("confirmed", pushing.state(ben, "ses"));
    }

    @Test
    void aToolThatIsAwayIsTriedForThreeDaysAndThenGivenUp() {
        server.close();
        no();
        pushing.tick();
        assertEquals("waiting", pushing.state(ana, "ses"));
        for (var attempt = 0; attempt < 9; attempt++) pushing.later(Duration.ofHours(27));
        assertEquals("given_up", pushing.state(ana, "ses"));
        assertEquals(10, 1 + pushing.of(ana).getInt("pushes[0].attempts"));
    }

    @Test
    void aWrongSecretIsNoRefusalOfAnAddress() {
        server.answerNext(403, Map.of(), "{\"message\":\"The security token included in the request is invalid\"}");
        no();
        pushing.tick();
        assertEquals("waiting", pushing.state(ana, "ses"));
        assertTrue(pushing.of(ana).getString("pushes[0].words").startsWith("403"));
        pushing.later(Duration.ofSeconds(10));
        assertEquals("confirmed", pushing.state(ana, "ses"));
    }

    @Test
    void aSlowToolHoldsUpNoOther() {
        var slow = Pushing.template(
                "slow", List.of("offers"), null, Pushing.post(server.url("slow"), "application/json", "{}"));
        pushing.targets(Pushing.ses(server, false), slow);
        var until = new CountDownLatch(1);
        server.slow(until);
        no();
        pushing.tickWhile(() -> {
            Await.until(
                    "the other is told", Duration.ofSeconds(5), () -> "confirmed".equals(pushing.state(ana, "ses")));
            assertEquals("waiting", pushing.state(ana, "slow"));
            until.countDown();
        });
        Await.until("the slow one too", Duration.ofSeconds(20), () -> "confirmed".equals(pushing.state(ana, "slow")));
    }

    @Test
    void aJobThatFailsIsARefusalAndOneThatNeverEndsIsGivenUp() {
        pushing.targets(Pushing.all(server, false)[3]);
        server.jobsAre("cancelled");
        no();
        pushing.tick();
        pushing.later(Duration.ofSeconds(10));
        assertEquals("refused", pushing.state(ana, "klaviyo"));
        server.jobsAre("processing");
        staff("admin")
                .body("{\"target\": \"klaviyo\"}")
                .post("/v1/pushes/resend")
                .then()
                .statusCode(200);
        pushing.tick();
        database.execute("update push set attempts = 430");
        pushing.later(Duration.ofMinutes(10));
        assertEquals("given_up", pushing.state(ana, "klaviyo"));
    }

    /** As after kill -9: what was under way is told again once its lease has lapsed. */
    @Test
    void whatADeadInstanceHadTakenIsTakenOver() {
        no();
        pushing.tickWhile(() ->
                Await.until("it is told", Duration.ofSeconds(5), () -> "confirmed".equals(pushing.state(ana, "ses"))));
        database.execute(
                "update push set state = 'waiting', claim = ?, due_at = clock_timestamp() + interval '30 seconds'",
                UUID.randomUUID());
        pushing.tickWhile(() -> assertEquals("waiting", pushing.state(ana, "ses")));
        assertEquals(1, server.asked().size());
        pushing.later(Duration.ofSeconds(31));
        assertEquals("confirmed", pushing.state(ana, "ses"));
        assertEquals(2, server.asked().size());
    }

    @Test
    void anAddressInsideIsNotCalled() {
        pushing.targets(Pushing.target("ses", "https://10.0.0.1", Map.of("region", "eu-west-1"), false));
        no();
        pushing.tick();
        assertEquals("waiting", pushing.state(ana, "ses"));
        assertEquals("the host leads to no public address", pushing.of(ana).getString("pushes[0].words"));
    }
}
