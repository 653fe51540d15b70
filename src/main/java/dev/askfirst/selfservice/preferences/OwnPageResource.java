package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.deputy.DeputyService;
import dev.askfirst.consent.signal.OwnSignals;
import dev.askfirst.consent.view.Intents;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.People;
import dev.askfirst.platform.http.ETag;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** A person's own page as data, for apps that draw their own. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.PERSON)
@RunOnVirtualThread
public class OwnPageResource {

    private final People people;
    private final OwnTerms terms;
    private final OwnSignals signals;
    private final Intents intents;
    private final DeputyService deputies;

    OwnPageResource(People people, OwnTerms terms, OwnSignals signals, Intents intents, DeputyService deputies) {
        this.people = people;
        this.terms = terms;
        this.signals = signals;
        this.intents = intents;
        this.deputies = deputies;
    }

    @GET
    public Response page(
            @Context SecurityContext security,
            @HeaderParam("If-None-Match") String before,
            @HeaderParam("Accept-Language") String languages) {
        var person = people.requireSelf(Caller.of(security));
        var seen = terms.of(person, true);
        var language = Languages.ofHeader(languages);
        var page =
                OwnPage.of(person, seen, signals.of(person), intents.of(person), deputies.standing(person), language);
        var json = Json.write(page);
        var tag = ETag.of(seen.version(), json);
        var reply = ETag.unchanged(before, tag) ? Response.notModified() : Response.ok(json);
        return reply.header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .header("Content-Language", language)
                .header("Vary", "Accept-Language")
                .build();
    }
}
