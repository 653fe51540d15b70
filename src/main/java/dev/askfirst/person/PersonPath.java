package dev.askfirst.person;

import dev.askfirst.platform.security.Caller;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** The person that a request's path names, and who makes the request. */
public final class PersonPath {

    @PathParam("id")
    String id;

    @Context
    SecurityContext security;

    @Context
    UriInfo uri;

    public Caller caller() {
        return Caller.of(security);
    }
}
