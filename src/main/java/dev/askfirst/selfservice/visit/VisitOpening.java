package dev.askfirst.selfservice.visit;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens visits for senders that the catalog lets do so; whoever opened one for whom is on record before the link is given. */
@ApplicationScoped
class VisitOpening {

    static final String PATH = "/me/visits/";

    private final CatalogService catalogs;
    private final Desk desk;
    private final VisitLinks visits;
    private final Links links;
    private final String publicUrl;

    VisitOpening(
            CatalogService catalogs,
            Desk desk,
            VisitLinks visits,
            Links links,
            @ConfigProperty(name = "askfirst.public-url") String publicUrl) {
        this.catalogs = catalogs;
        this.desk = desk;
        this.visits = visits;
        this.links = links;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** Refuses senders that may open no visits. */
    void require(Caller caller) {
        rights(caller);
    }

    /** A visit of the person whom one of the sender's controllers knows by this id, with full rights at that controller. */
    VisitReply open(Caller caller, String pairwise, VisitRequest request, Optional<IdempotencyKey> key) {
        var rights = rights(caller);
        var id = Ids.parse(pairwise).orElseThrow(VisitOpening::nobody);
        desk.countAsQuestion(caller.requireSender());
        try {
            var catalog = catalogs.newest();
            var link = visits.open(
                    caller,
                    new VisitLinks.Wanted(id, rights.controllers()),
                    controller -> catalog.controller(controller).flatMap(request::wayBack),
                    key);
            return link.map(it -> new VisitReply(url(catalog, it), it.endsAt())).orElseThrow(VisitOpening::nobody);
        } catch (SQLException e) {
            throw Outage.undecided("the visit could not be recorded durably", e);
        }
    }

    private String url(Catalog catalog, VisitLinks.VisitLink link) {
        var brand = catalog.controller(link.controller()).flatMap(CatalogDocument.Controller::publicUrl);
        return brand.orElse(publicUrl) + PATH + links.sealVisit(link.id());
    }

    private Rights rights(Caller caller) {
        return SenderRights.of(catalogs.newest(), caller.requireSender())
                .own()
                .filter(Rights::opensVisits)
                .orElseThrow(() -> Fault.of(
                        ProblemCode.FORBIDDEN, "this sender may not open visits: its `opensVisits` is not set"));
    }

    private static Fault nobody() {
        return Fault.of(ProblemCode.NOT_FOUND, "no person with this id that you may see");
    }
}
