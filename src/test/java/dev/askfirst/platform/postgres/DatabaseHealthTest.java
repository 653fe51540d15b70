package dev.askfirst.platform.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.http.ManagementPort;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks apart are told as trouble is, and a path for operators is one however it is written. */
class DatabaseHealthTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @ParameterizedTest(name = "{0} ahead")
    @CsvSource({"PT0S,UP", "PT59S,UP", "PT61S,DOWN", "PT-59S,UP", "PT-61S,DOWN", "PT-1H,DOWN"})
    void aClockThatJumpedIsNotReady(Duration ahead, Status wanted) {
        var found = new CommitProbe.ProbeResult(Optional.empty(), ahead);
        assertEquals(wanted, DatabaseHealth.of(found, Duration.ofMinutes(1)).getStatus());
    }

    @Test
    void trouble() {
        var found = new CommitProbe.ProbeResult(Optional.of("the database is read-only"), Duration.ZERO);
        var health = DatabaseHealth.of(found, Duration.ofMinutes(1));
        assertEquals(Status.DOWN, health.getStatus());
        assertEquals("the database is read-only", health.getData().orElseThrow().get("reason"));
    }

    @Test
    void whatAskingTookIsNoDifference() {
        var after = NOON.plusSeconds(2);
        assertEquals(Duration.ZERO, CommitProbe.ahead(NOON, NOON.plusSeconds(1), after));
        assertEquals(Duration.ofSeconds(3), CommitProbe.ahead(NOON, NOON.minusSeconds(3), after));
        assertEquals(Duration.ofSeconds(-5), CommitProbe.ahead(NOON, NOON.plusSeconds(7), after));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q", "/q/", "/q/metrics", "/q;a=b/metrics", "/q/health/ready;x", "/q;"})
    void aPathForOperators(String path) {
        assertEquals(true, ManagementPort.forOperators(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/catalog", "/quiet", "/v1/q/metrics"})
    void aPathForEverybody(String path) {
        assertEquals(false, ManagementPort.forOperators(path));
    }
}
