package dev.askfirst.selfservice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;

/**
 * Every rule of axe, asked within the page itself. {@link AxeBuilder} opens one more browser context for each answer, and
 * reads all that is in order too; for pages without frames that finds nothing else and takes five times as long.
 */
public final class Axe {

    /** Comes with each document, and is only read by the browser once it is started. */
    private static final String SOURCE = "globalThis.startAxe = () => {" + AxeBuilder.getAxeScript() + "}";

    /** What is wrong comes whole; of what is in order, no more than it takes to see that something was looked at. */
    private static final String RUN = """
            async () => {
                if (!globalThis.axe) startAxe();
                const found = await axe.run(document, {resultTypes: ['violations']});
                if (!found.passes.length) throw new Error('axe looked at nothing');
                return found.violations.map(rule => [rule.id + ': ' + rule.help]
                    .concat(rule.nodes.map(node => node.target + ': ' + node.failureSummary)).join('\\n'));
            }""";

    private final Page page;

    /**
     * Nothing moves on the page from now on: a colour on its way to another is not what is to be looked at.
     *
     * @param page has not been anywhere yet
     */
    public Axe(Page page) {
        this.page = page;
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.addInitScript(SOURCE);
    }

    /** What is wrong with the page as it looks now: each rule that is broken, and by which elements. */
    @SuppressWarnings("unchecked")
    public List<String> violations() {
        assertEquals(1, page.frames().size(), "frames are not looked into");
        return (List<String>) page.evaluate(RUN);
    }
}
