package dev.askfirst.export;

import dev.askfirst.platform.security.Caller;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** Which file of which export somebody wants, and which of its bytes, as it stands in a path and its headers. */
public final class FileRequest {

    @PathParam("id")
    String export;

    @PathParam("name")
    String name;

    @HeaderParam("Range")
    String range;

    @HeaderParam("If-Range")
    String ifRange;

    @Context
    SecurityContext security;

    public String name() {
        return name;
    }

    Caller caller() {
        return Caller.of(security);
    }
}
