package dev.askfirst.consent.api;

import dev.askfirst.platform.http.ETag;
import jakarta.ws.rs.core.Response;

/** Replies with an ETag: 304 if the caller has the version already. Shared caches must not keep them. */
final class Tagged {

    private Tagged() {}

    static Response reply(Object entity, String tag, String seen) {
        var reply = ETag.unchanged(seen, tag) ? Response.notModified() : Response.ok(entity);
        return reply.header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .build();
    }
}
