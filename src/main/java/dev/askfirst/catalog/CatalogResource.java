package dev.askfirst.catalog;

import dev.askfirst.law.LawRow;
import dev.askfirst.platform.http.ETag;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** The catalog in force, whole for staff, cut to what concerns it for a sender. */
@Path("/v1/catalog")
public class CatalogResource {

    record CatalogReply(
            long version,
            boolean secondAdmin,
            List<CatalogDocument.Controller> controllers,
            List<CatalogDocument.Sender> senders,
            List<CatalogDocument.Channel> channels,
            List<CatalogDocument.Purpose> purposes,
            List<CatalogDocument.Topic> topics,
            List<NoticeReply> notices,
            List<BasisRule> bases,
            List<RetentionRule> retention,
            List<LawRow> laws) {

        static CatalogReply of(Catalog shown, CatalogDocument catalog) {
            return new CatalogReply(
                    shown.version(),
                    shown.secondAdmin(),
                    catalog.controllers(),
                    catalog.senders(),
                    catalog.channels(),
                    catalog.purposes(),
                    catalog.topics(),
                    catalog.notices().stream().map(NoticeReply::of).toList(),
                    catalog.bases(),
                    catalog.retention(),
                    catalog.laws());
        }
    }

    private final CatalogService catalogs;

    CatalogResource(CatalogService catalogs) {
        this.catalogs = catalogs;
    }

    @GET
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
    @RunOnVirtualThread
    @ForLimitedStaff
    public RestResponse<CatalogReply> catalog(@Context SecurityContext security) {
        var catalog = catalogs.newest();
        var reply = CatalogReply.of(catalog, catalog.seenBy(Caller.of(security)));
        return RestResponse.ResponseBuilder.ok(reply)
                .header("ETag", ETag.of(catalog.version()))
                .build();
    }
}
