package dev.askfirst.selfservice;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.PlaywrightException;
import dev.askfirst.platform.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A browser that never answers does not keep anybody waiting, and none is left behind. */
class WatchdogTest {

    @Test
    void aPageThatNeverAnswersIsGivenUp() {
        try (var chromium = new Chromium()) {
            var page = chromium.open(Chromium.Eyes.USUAL.withScript()).newPage();
            chromium.allow(Duration.ofSeconds(1));
            assertThrows(PlaywrightException.class, () -> page.evaluate("new Promise(() => {})"));
        }
    }

    @Test
    void nothingIsLeftBehind() {
        var watchdog = new Watchdog();
        try (var chromium = new Chromium()) {
            chromium.open(Chromium.Eyes.USUAL).newPage();
            assertTrue(watchdog.guards());
        }
        Await.until("the driver is gone", Duration.ofSeconds(60), () -> !watchdog.guards());
        assertFalse(watchdog.guards());
        watchdog.close();
    }
}
