package dev.askfirst.consent.erasure;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Folds;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** While an old list is being imported again and again, its people are erased: none of them comes back. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ErasureRaceTest {

    private static final int PEOPLE = 8;
    private static final int REPEATS = 8;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Test
    void nobodyComesBack() throws Exception {
        var contacts = new ArrayList<String>();
        var ids = new ArrayList<UUID>();
        var work = new ArrayList<Callable<Void>>();
        for (var i = 0; i < PEOPLE; i++) {
            var contact = Acts.newcomer();
            contacts.add(contact);
            var id = Persons.who(contact);
            ids.add(id);
            work.add(() -> again(contact));
            work.add(() -> again(contact));
            work.add(() -> {
                assertEquals(200, staff("admin").delete("/v1/persons/" + id).statusCode());
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(work)) done.get();
        }
        for (var contact : contacts) {
            assertEquals(
                    404,
                    careless(Api.token("admin"))
                            .body("{\"contact\": \"" + contact + "\"}")
                            .post("/v1/persons/lookup")
                            .statusCode());
        }
        Folds.check(database, dataSource, ids);
    }

    private static Void again(String contact) {
        for (var i = 0; i < REPEATS; i++) {
            var status = sender("acme-mailer")
                    .body("""
                    {"contact": "%s", "controller": "acme", "topic": "events", "channel": "email", "at": "2026-02-03T10:00:%02dZ",
                     "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(contact, i))
                    .post("/v1/grants")
                    .statusCode();
            assertTrue(Set.of(200, 201, 409, 503).contains(status), () -> "answers " + status);
        }
        return null;
    }
}
