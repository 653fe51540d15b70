package dev.askfirst.outside;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import dev.askfirst.outside.Caller.Reply;
import dev.askfirst.selfservice.Chromium;
import java.util.Optional;

/** Somebody who reads their mail and follows its links in a real browser; to be made and used by one thread. */
final class Reader implements AutoCloseable {

    private static final double LONGEST_MILLIS = 100_000;

    private final String base;
    private final Chromium chromium = new Chromium();

    /**
     * @param base the address of the service, without a slash at the end
     */
    Reader(String base) {
        this.base = base;
    }

    @Override
    public void close() {
        chromium.close();
    }

    /** Opens the page behind a link and presses its button; the reply that the browser showed last. */
    Reply press(String path) {
        try (var context = chromium.open(Chromium.Eyes.USUAL)) {
            context.setDefaultTimeout(LONGEST_MILLIS);
            context.setDefaultNavigationTimeout(LONGEST_MILLIS);
            var page = context.newPage();
            var opened = exchange(() -> page.navigate(base + path));
            return opened.status() == 200 ? exchange(() -> pressed(page)) : opened;
        }
    }

    private static Response pressed(Page page) {
        var posted = page.waitForResponse(
                it -> it.request().method().equals("POST"),
                () -> page.locator("main button").first().click());
        posted.finished();
        return posted;
    }

    private interface Exchange {
        Response run();
    }

    private static Reply exchange(Exchange exchange) {
        var started = System.nanoTime();
        try {
            var response = exchange.run();
            var content = new Caller.Content(response.status(), response.text());
            return new Reply(started, System.nanoTime(), Optional.of(content));
        } catch (PlaywrightException e) {
            return new Reply(started, System.nanoTime(), Optional.empty());
        }
    }
}
