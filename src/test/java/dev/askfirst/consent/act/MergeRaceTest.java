package dev.askfirst.consent.act;

import static dev.askfirst.consent.Persons.idOf;
import static dev.askfirst.consent.Persons.merge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Folds;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** While people act, staff merge them, from both directions at once: nothing that was acknowledged is lost. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class MergeRaceTest {

    private static final int PAIRS = 8;
    private static final int ACTS = 6;
    private static final Set<Integer> ACKNOWLEDGED = Set.of(200, 201);

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    private record Pair(String one, String other, UUID oneId, UUID otherId) {}

    @Test
    void nothingIsLost() throws Exception {
        var pairs = IntStream.range(0, PAIRS).mapToObj(_ -> pair()).toList();
        var acknowledged = new ConcurrentLinkedQueue<UUID>();
        var work = new ArrayList<Callable<Void>>();
        for (var pair : pairs) {
            work.add(() -> acting(pair.one(), pair.oneId(), acknowledged));
            work.add(() -> acting(pair.other(), pair.otherId(), acknowledged));
            work.add(() -> merging(pair.oneId(), pair.otherId()));
            work.add(() -> merging(pair.otherId(), pair.oneId()));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(work)) done.get();
        }
        var everybody = pairs.stream().flatMap(pair -> Stream.of(pair.oneId(), pair.otherId()));
        Folds.check(database, dataSource, everybody.toList());
        for (var pair : pairs) {
            assertEquals(idOf(pair.one()), idOf(pair.other()));
            assertEquals(
                    1,
                    database.count(
                            "select count(*) from merged_person where person_id in (?, ?)",
                            pair.oneId(),
                            pair.otherId()));
        }
        for (var act : acknowledged) assertTrue(counts(act), () -> act + " is in nobody's history");
        assertTrue(acknowledged.size() >= PAIRS * 2 * ACTS * 9 / 10);
    }

    /** In the history of somebody who is still somebody, or in that of one who was merged, before they were. */
    private boolean counts(UUID act) {
        return database.count("""
                select count(*) from consent_event e left join merged_person m using (person_id)
                where e.id = ? and (e.person_id in (select person_id from terms)
                    or exists (select from consent_event merge where merge.person_id = m.into_id and merge.kind = 'merge'
                        and merge.body ->> 'other' = e.person_id::text
                        and (merge.body ->> 'otherVersion')::bigint >= e.version))""", act) == 1;
    }

    private static Void acting(String contact, UUID id, ConcurrentLinkedQueue<UUID> acknowledged) {
        for (var i = 0; i < ACTS; i++) {
            var who = i % 2 == 0 ? "\"contact\": \"" + contact + "\"" : "\"person\": \"" + id + "\"";
            var topic = List.of("offers", "events", "orders").get(i % 3);
            var reply = Api.staff("admin")
                    .body("{%s, \"topic\": \"%s\"%s}".formatted(who, topic, i > 2 ? ", \"channel\": \"email\"" : ""))
                    .post("/v1/withdrawals");
            if (ACKNOWLEDGED.contains(reply.statusCode()))
                acknowledged.add(UUID.fromString(reply.jsonPath().getString("id")));
            else assertEquals(503, reply.statusCode());
        }
        return null;
    }

    /** Another act, or the other direction, may come first: then it is tried again, until the two are one. */
    private Void merging(UUID one, UUID other) {
        for (var attempt = 0; attempt < 50; attempt++) {
            var status = merge(one, other, database).statusCode();
            // Of an id that is somebody else's by now the address is another: they are one already.
            if (status == 200 || status == 308) return null;
            assertTrue(Set.of(412, 503).contains(status), () -> "merging answers " + status);
        }
        throw new AssertionError("never merged");
    }

    private static Pair pair() {
        var one = Acts.newcomer();
        var other = Acts.newcomer();
        Acts.grant(one, "offers").then().statusCode(201);
        Acts.grant(other, "offers").then().statusCode(201);
        return new Pair(one, other, idOf(one), idOf(other));
    }
}
