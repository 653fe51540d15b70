package dev.askfirst.consent.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.LogLines;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.postgres.TransactionMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** When a withdrawal takes long, metrics and the log say what it waited for. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SlowActTest {

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Inject
    MeterRegistry meters;

    @Test
    void whoWaitsForSomebodysTermsIsToldSo() throws Exception {
        var ana = Acts.newcomer();
        var person = Persons.who(ana);
        var shard = database.count("select shard from terms where person_id = ?", person);
        var before = seconds("locks");
        try (var lines = LogLines.of(TransactionMetrics.class);
                var threads = Executors.newSingleThreadExecutor();
                var holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            try (var lock =
                    holder.prepareStatement("select 1 from terms where person_id = ? and shard = ? for update")) {
                lock.setObject(1, person);
                lock.setLong(2, shard);
                assertTrue(lock.executeQuery().next());
            }
            var withdrawal = threads.submit(() -> Acts.withdraw(ana, "offers").statusCode());
            Await.until(
                    "an act that has waited for a second", Duration.ofSeconds(10), () -> database.waiting("""
                    query like '%terms%' and clock_timestamp() - query_start > interval '1 second'""") == 1);
            holder.commit();
            assertEquals(201, withdrawal.get());
            assertTrue(seconds("locks") - before >= 1, () -> before + " → " + seconds("locks"));
            assertTrue(
                    lines.all().stream()
                            .anyMatch(it -> it.matches("a transaction took \\d{4,} ms \\(.*locks \\d{4,},.*")),
                    () -> lines.all().toString());
        }
    }

    @Test
    void everyStepOfAnActIsCounted() {
        var before = steps();
        Acts.grant(Acts.newcomer(), "offers").then().statusCode(201);
        var after = steps();
        assertTrue(after - before >= 4, before + " → " + after);
    }

    private long steps() {
        return meters.get("askfirst.transaction.step").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private double seconds(String step) {
        return meters.timer("askfirst.transaction.step", "step", step).totalTime(TimeUnit.SECONDS);
    }
}
