package dev.askfirst.selfservice.session;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.selfservice.form.CatalogNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What the catalog says now about those who vouch for visitors. */
@ApplicationScoped
public class VisitHosts {

    private final CatalogService catalogs;

    VisitHosts(CatalogService catalogs) {
        this.catalogs = catalogs;
    }

    /** Whoever may show visits in a frame, of any company. */
    List<String> allFrames() {
        return catalogs.newest().document().controllers().stream()
                .flatMap(it -> it.frames().stream())
                .distinct()
                .toList();
    }

    /** The company that vouches, by its name in this language; empty once the catalog does not let its sender do so any more. */
    public Optional<Visit.Host> of(Session.Voucher voucher, String language) {
        var catalog = catalogs.newest();
        return catalog.sender(voucher.sender())
                .filter(Rights::opensVisits)
                .filter(it -> it.actsFor(voucher.controller()))
                .flatMap(_ -> catalog.controller(voucher.controller()))
                .map(it -> new Visit.Host(
                        new CatalogNames(catalog, language).controller(it.id()),
                        voucher.returnTo().orElse(""),
                        voucher.framed() ? it.frames() : List.of()));
    }
}
