package dev.askfirst.consent.api;

import dev.askfirst.platform.http.ETag;
import jakarta.ws.rs.core.Response;

/** Replies that say which version they show, and are left out where the caller has it. Nobody keeps them for others. */
final class Tagged {

    private Tagged() {}

    static Response reply(Object entity, String tag, String seen) {
        var reply = ETag.unchanged(seen, tag) ? Response.notModified() : Response.ok(entity);
        return reply.header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .build();
    }
}
