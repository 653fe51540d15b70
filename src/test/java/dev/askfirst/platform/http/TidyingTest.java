package dev.askfirst.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Idempotency keys are kept as long as is set, and as long as callers are promised. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TidyingTest {

    @Inject
    @DataSource("work")
    javax.sql.DataSource work;

    @Inject
    Database database;

    @ParameterizedTest
    @CsvSource({"PT1S, 23, 1", "PT1S, 25, 0", "PT48H, 47, 1", "PT48H, 49, 0"})
    void aKeyIsKnownForADayAtLeast(Duration set, int hoursOld, int left) {
        var key = UUID.randomUUID();
        database.execute(
                "insert into idempotency (key, fingerprint, reply, at, shard) values (?, ?, '{}', clock_timestamp() - make_interval(hours => ?), 0)",
                key,
                key,
                hoursOld);
        new Tidying(work, set, Duration.ofHours(1)).tidy();
        assertEquals(left, database.count("select count(*) from idempotency where key = ?", key));
    }
}
