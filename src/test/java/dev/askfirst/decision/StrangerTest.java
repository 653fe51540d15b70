package dev.askfirst.decision;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whether we know somebody is nobody's business but that of those they spoke to: same body, same work, same time. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class StrangerTest {

    private static final int ROUNDS = 400;
    private static final int TRIES = 3;

    @Inject
    Database database;

    @Test
    void someoneWhoNeverSpokeToTheControllerLooksLikeNobody() {
        var known = speaksOnlyToAcme();
        assertEquals(shape(globexAsks(Acts.newcomer())), shape(globexAsks(known)));
    }

    @Test
    void theRecordHasTheSameRowsForBoth() {
        var nobody = recorded(globexAsks(Acts.newcomer()));
        assertEquals("deny {consent_unknown} f", nobody);
        assertEquals(nobody, recorded(globexAsks(speaksOnlyToAcme())));
    }

    @Test
    void bothTakeTheSameTime() {
        var known = speaksOnlyToAcme();
        var nobody = Acts.newcomer();
        for (var i = 0; i < ROUNDS / 4; i++) {
            nanos(known);
            nanos(nobody);
        }
        // A difference is there every time it is looked for; what else the machine does is not.
        var found = new ArrayList<Double>();
        while (found.size() < TRIES && found.stream().noneMatch(it -> it > 0.8 && it < 1.25))
            found.add(knownToUnknown(known, nobody));
        assertTrue(found.getLast() > 0.8 && found.getLast() < 1.25, "known to unknown: " + found);
    }

    /** Interleaved, and compared where most answers lie: the fastest half carries the work without the noise. */
    private static double knownToUnknown(String known, String nobody) {
        var ofKnown = new long[ROUNDS];
        var ofNobody = new long[ROUNDS];
        for (var i = 0; i < ROUNDS; i++) {
            ofKnown[i] = nanos(known);
            ofNobody[i] = nanos(nobody);
        }
        return (double) lowerQuartile(ofKnown) / lowerQuartile(ofNobody);
    }

    private static String speaksOnlyToAcme() {
        var known = Acts.newcomer();
        Acts.grant(known, "offers").then().statusCode(201);
        Acts.withdraw(known, "offers").then().statusCode(201);
        return known;
    }

    private static Response globexAsks(String contact) {
        return ask("globex-mailer", about(contact));
    }

    private static long nanos(String contact) {
        var started = System.nanoTime();
        globexAsks(contact).then().statusCode(200);
        return System.nanoTime() - started;
    }

    private static long lowerQuartile(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 4];
    }

    /** The reply with everything that must differ from answer to answer taken out, and its length. */
    private static String shape(Response reply) {
        reply.then().statusCode(200);
        var members = new TreeMap<>(reply.jsonPath().<Map<String, Object>>get("$"));
        members.replace("id", "id");
        members.replace("decidedAt", "time");
        return members + " " + reply.asByteArray().length;
    }

    private String recorded(Response reply) {
        var id = UUID.fromString(reply.jsonPath().getString("id"));
        return String.join(
                " ",
                database.rows("select outcome, reasons, cut from decision where id = ?", id)
                        .getFirst());
    }
}
