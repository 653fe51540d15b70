package dev.askfirst.selfservice.visit;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.platform.Fault;
import java.net.URI;
import java.util.Optional;

/** @param returnTo the page from which they come, if the visit is to lead back there */
record VisitRequest(String returnTo) {

    private static final int LONGEST = 500;

    /** The same; a fault if the way back is no web address. */
    VisitRequest checked() {
        if (returnTo != null && origin().isEmpty())
            throw Fault.invalid(
                    "returnTo",
                    "is no web address of up to %d characters, such as `https://www.acme.example/account`"
                            .formatted(LONGEST));
        return this;
    }

    /** The way back; a fault unless it is a page of an origin that the catalog names for this controller. */
    Optional<String> wayBack(CatalogDocument.Controller controller) {
        if (returnTo == null) return Optional.empty();
        if (origin().filter(controller.frames()::contains).isEmpty())
            throw Fault.invalid(
                    "returnTo",
                    "is no page of an origin that the catalog names among the `frames` of `%s`"
                            .formatted(controller.id()));
        return Optional.of(returnTo);
    }

    /** As the catalog writes it; empty for what is no plain web address. */
    private Optional<String> origin() {
        if (returnTo.length() > LONGEST) return Optional.empty();
        try {
            var page = URI.create(returnTo);
            if (page.getHost() == null || page.getUserInfo() != null || page.isOpaque()) return Optional.empty();
            return Optional.of(page.getScheme() + "://" + page.getAuthority());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
