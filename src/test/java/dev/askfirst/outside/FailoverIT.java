package dev.askfirst.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.ProductionInstance;
import dev.askfirst.platform.RunningService;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A primary is lost under load, comes back and takes itself for the primary, and in the end all of it is restored to an
 * earlier instant. Nothing that was answered is lost, nobody waits beyond their deadline, nothing is written to the old
 * primary, and nobody who was erased is there again.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverIT {

    private static final Duration LONG = Duration.ofSeconds(120);

    private static Site site;
    private static Capped capped;

    @BeforeAll
    static void itRuns() throws Exception {
        site = Site.start("failover", RunningService.freshFolder("failover-second"));
        capped = new Capped(site);
    }

    @AfterAll
    static void itEnds() {
        if (capped != null) capped.close();
        if (site != null) site.close();
    }

    /** The old one only froze: its connections still stand, and it wakes up with them. */
    @Test
    @Order(1)
    void theStandbyTakesOver() throws Exception {
        site.first().freeze();
        site.second().promote();
        site.takenOver();
        site.served();
        for (var instance : site.instances().subList(0, 2)) site.ready(instance);
        site.first().thaw();
        site.served();
        var before = written();
        site.served();
        assertEquals(before, written(), "what the old primary has written since it woke up");
        site.nothingIsLost();
        capped.holds();
    }

    /** It is named first in the address, would take everything, and has nobody to wait for. */
    @Test
    @Order(2)
    void anOldPrimaryThatIsBackIsNotWrittenTo() throws Exception {
        site.first().kill();
        site.oldPrimaryReturns();
        var before = written();
        site.second().kill();
        for (var instance : site.instances().subList(0, 2))
            instance.awaitLogged("is not written to: it is on timeline 1, and a primary on timeline 2 has taken over");
        site.second().start();
        site.served();
        var late = site.instances().get(2);
        late.start();
        site.ready(late);
        site.served();
        late.stop();
        assertEquals(before, written(), "what the old primary has written");
        assertTrue(hasRefused(site.instances().getFirst()));
        Await.until(
                "two primaries are noticed",
                LONG,
                () -> site.instances()
                        .getFirst()
                        .health("/q/health/well")
                        .filter(it -> it.body().contains("2 servers of the database say that they are the primary"))
                        .isPresent());
        site.nothingIsLost();
        capped.holds();
        site.first().stop();
    }

    @Test
    @Order(3)
    void whoWasErasedIsNotThereAgainWhenAnEarlierInstantIsRestored() throws Exception {
        capped.close();
        new Restore(site).run();
        site.nothingIsLost();
    }

    private static boolean hasRefused(ProductionInstance instance) {
        return instance.health("/q/metrics")
                .filter(it -> it.body()
                        .lines()
                        .anyMatch(line -> line.startsWith("askfirst_database_refused_total{why=\"old_primary\"}")
                                && !line.endsWith(" 0.0")))
                .isPresent();
    }

    /** Whatever is recorded has a page, and whoever looks whether it could be leaves a probe. */
    private static String written() {
        return site.first().ask("select (select count(*) from page) + (select count(*) from commit_probe)");
    }
}
