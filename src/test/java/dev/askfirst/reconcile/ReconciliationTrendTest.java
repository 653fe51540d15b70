package dev.askfirst.reconcile;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a sender does, month by month. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ReconciliationTrendTest extends ReportedMonth {

    @Test
    void howASenderDoesAddsUpByMonth() throws Exception {
        var before = trend();
        clock.advance(Duration.ofHours(1));
        Reporting.done("agency", from, clock.read(), HEADER + row(Acts.newcomer(), 1, "") + row("x", 1, ""));
        Reporting.done("agency", from, clock.read(), HEADER + row(Acts.newcomer(), 1, ""));
        assertEquals(before + 2, trend());
        var listed = staff("compliance")
                .queryParam("sender", "agency")
                .queryParam("limit", 1)
                .get("/v1/reconciliations");
        var next = listed.jsonPath().getString("next");
        var rest = staff("compliance")
                .queryParam("sender", "agency")
                .queryParam("cursor", next)
                .get("/v1/reconciliations");
        assertTrue(rest.jsonPath().getList("reconciliations").size() >= 1);
        assertEquals("agency", rest.jsonPath().getString("reconciliations[0].sender"));
    }

    /** One month, whoever it was of. */
    @Test
    void theTrendHasWholeMonths() throws Exception {
        clock.advance(Duration.ofHours(1));
        for (var sender : List.of("agency", ACME))
            Reporting.done(sender, from, clock.read(), HEADER + row(Acts.newcomer(), 2, ""));
        var month = clock.read().toString().substring(0, 7);
        var senders = reconciliations.trend(Optional.empty(), 1).stream()
                .peek(it -> assertEquals(month, it.month()))
                .map(Reconciliations.Month::sender)
                .toList();
        assertTrue(senders.containsAll(List.of("agency", ACME)), senders::toString);
    }
}
