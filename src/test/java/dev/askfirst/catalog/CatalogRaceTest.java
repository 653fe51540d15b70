package dev.askfirst.catalog;

import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Changes of the catalog at the same time: none is lost. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CatalogRaceTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    DataSource dataSource;

    @Inject
    Database database;

    @AfterEach
    void theDemoAgain() {
        catalog.again();
    }

    @Test
    void whoeverComesSecondChangesWhatTheFirstOneLeft() throws SQLException {
        var change = duringAnotherChange("");
        change.then().statusCode(201);
        staff("admin")
                .get("/v1/catalog")
                .then()
                .body("topics.name", hasItems("Meetings"), "purposes.id", hasItems("p0"));
    }

    @Test
    void whoeverNamedTheVersionBeforeIsRefused() throws SQLException {
        duringAnotherChange("\"" + version() + "\"").then().statusCode(412);
        staff("admin").get("/v1/catalog").then().body("topics.name", hasItems("Meetings"));
    }

    @RepeatedTest(5)
    void fourAtOnceAllHoldAndVersionsHaveNoGaps() {
        var before = version();
        var changes = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> put(n, "")))
                .toList();
        for (var change : changes) change.join().then().statusCode(201);
        assertEquals(before + 4, version());
        assertEquals(version(), database.count("select count(*) from catalog_snapshot"));
        staff("admin").get("/v1/catalog").then().body("purposes.id", hasItems("p0", "p1", "p2", "p3"));
        assertEquals(4, database.count("select count(*) from catalog_item where kind = 'purposes' and id like 'p_'"));
    }

    private Response duringAnotherChange(String ifMatch) throws SQLException {
        try (var other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            catalog.writtenElsewhere(other, "\"name\":\"Events\"", "\"name\":\"Meetings\"");
            var change = CompletableFuture.supplyAsync(() -> put(0, ifMatch));
            Await.until(
                    "the change waits",
                    Duration.ofSeconds(60),
                    () -> database.waiting("query like '%into catalog_snapshot%'") > 0);
            other.commit();
            return change.join();
        }
    }

    private static Response put(int n, String ifMatch) {
        var request = staff("admin").body("{\"name\": \"Purpose " + n + "\"}");
        if (!ifMatch.isEmpty()) request.header("If-Match", ifMatch);
        return request.put("/v1/catalog/purposes/p" + n);
    }

    private long version() {
        return database.count("select max(version) from catalog_snapshot");
    }
}
