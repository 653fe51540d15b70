package dev.askfirst.decision;

import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Persons;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.local.LocalRoles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Somebody is erased while a question about them is answered, and a cap counts. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ErasedWhileAskedTest extends CapsOverHttp {

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String password;

    /** Both wait for the same row of counts: whichever comes first, nothing is left of somebody erased. */
    @Test
    void whoIsErasedDuringAQuestionIsCountedNoLonger() throws Exception {
        for (var round = 0; round < 6; round++) {
            var ana = capped("{\"max\": 3, \"per\": \"P7D\"}");
            var person = Persons.idOf(ana);
            try (var threads = Executors.newFixedThreadPool(2);
                    var owner = DriverManager.getConnection(url, LocalRoles.OWNER, password);
                    var statement = owner.createStatement()) {
                owner.setAutoCommit(false);
                statement.execute("delete from usage where person_id = '%s'".formatted(person));
                statement.execute("insert into usage select person_id, '[]', shard from terms where person_id = '%s'"
                        .formatted(person));
                var erased = CompletableFuture.runAsync(
                        () -> staff("admin")
                                .delete("/v1/persons/" + person)
                                .then()
                                .statusCode(200),
                        threads);
                awaitWaiting(1);
                var asked = CompletableFuture.supplyAsync(() -> outcome(offer(ana)), threads);
                awaitWaiting(2);
                statement.execute("delete from usage where person_id = '%s'".formatted(person));
                owner.commit();
                erased.join();
                assertTrue(List.of("permit", "deny").contains(asked.join()));
            }
            assertEquals(0, database.count("select count(*) from usage where person_id = ?", person));
        }
    }
}
