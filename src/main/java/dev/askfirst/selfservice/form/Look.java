package dev.askfirst.selfservice.form;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.platform.Sha256;
import java.util.HexFormat;
import java.util.Optional;

/** Where a controller's colour and picture are found, by names that change with them; empty where it has none. */
public record Look(String style, String logo) {

    static final Look NONE = new Look("", "");

    private static final int MARK = 16;

    static Look of(Optional<CatalogDocument.Controller> controller) {
        return controller.map(Look::of).orElse(NONE);
    }

    private static Look of(CatalogDocument.Controller controller) {
        return new Look(
                controller.accent().map(it -> path(controller, it, ".css")).orElse(""),
                controller.logo().map(it -> path(controller, it, ".png")).orElse(""));
    }

    private static String path(CatalogDocument.Controller controller, String content, String ending) {
        var mark = HexFormat.of().formatHex(Sha256.of(content)).substring(0, MARK);
        return "/looks/" + controller.id() + "/" + mark + ending;
    }
}
