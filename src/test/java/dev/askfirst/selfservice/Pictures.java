package dev.askfirst.selfservice;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotType;
import java.nio.file.Path;

/** Pictures of pages, for whoever wants to see what the tests saw. */
public final class Pictures {

    private static final Path FOLDER = Path.of("target/screenshots");

    /** Words stay sharp; PNG takes twice as long. */
    private static final int QUALITY = 70;

    private Pictures() {}

    /** The whole page, however long it is. */
    public static void take(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve(name + ".jpg"))
                .setType(ScreenshotType.JPEG)
                .setQuality(QUALITY)
                .setFullPage(true));
    }
}
