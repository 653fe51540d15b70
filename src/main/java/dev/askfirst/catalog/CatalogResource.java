package dev.askfirst.catalog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** The catalog in force, whole for staff, cut to what concerns it for a sender. */
@Path("/v1/catalog")
public class CatalogResource {

    record CatalogReply(long version, @JsonUnwrapped CatalogDocument catalog) {}

    private final CatalogService catalogs;

    CatalogResource(CatalogService catalogs) {
        this.catalogs = catalogs;
    }

    @GET
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
    @RunOnVirtualThread
    public CatalogReply catalog(@Context SecurityContext security) {
        var caller = Caller.of(security);
        var catalog = catalogs.newest();
        if (caller.is(Caller.ADMIN) || caller.is(Caller.COMPLIANCE)) {
            return new CatalogReply(catalog.version(), catalog.document());
        }
        return new CatalogReply(catalog.version(), concerning(catalog, caller.requireSender()));
    }

    private static CatalogDocument concerning(Catalog catalog, String sender) {
        var rights = catalog.sender(sender)
                .orElseThrow(() -> Fault.of(ProblemCode.FORBIDDEN, "`" + sender + "` is not a sender of this catalog"));
        var all = catalog.document();
        return new CatalogDocument(
                all.controllers().stream().filter(it -> rights.actsFor(it.id())).toList(),
                all.senders().stream().filter(it -> it.id().equals(sender)).toList(),
                all.channels().stream().filter(it -> rights.uses(it.id())).toList(),
                all.purposes(),
                all.topics().stream().filter(it -> rights.writesAbout(it.id())).toList(),
                all.notices().stream()
                        .filter(it -> rights.actsFor(it.controller()))
                        .toList(),
                all.bases(),
                all.retention().stream()
                        .filter(it -> it.topic()
                                .filter(topic -> !rights.writesAbout(topic))
                                .isEmpty())
                        .toList());
    }
}
