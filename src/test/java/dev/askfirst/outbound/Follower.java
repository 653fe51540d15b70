package dev.askfirst.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Follows the feed as somebody, by its cursor, a few events at a time. */
public final class Follower {

    private final Supplier<RequestSpecification> as;
    private final int limit;
    private String cursor;
    private boolean more;

    private Follower(Supplier<RequestSpecification> as, int limit, String cursor) {
        this.as = as;
        this.limit = limit;
        this.cursor = cursor;
    }

    /** From now on: what happened before has been read. */
    public static Follower fromNow(Supplier<RequestSpecification> as, int limit) {
        var follower = new Follower(as, 1000, null);
        follower.rest();
        return new Follower(as, limit, follower.cursor);
    }

    public String cursor() {
        return cursor;
    }

    /** One page. */
    public List<JsonNode> page() {
        var request = as.get().queryParam("limit", limit);
        if (cursor != null) request.queryParam("after", cursor);
        var reply =
                json(request.get("/v1/changes").then().statusCode(200).extract().asString());
        cursor = reply.get("next").asText();
        more = reply.get("more").asBoolean();
        var events = new ArrayList<JsonNode>();
        reply.get("events").forEach(events::add);
        if (events.size() > limit) throw new AssertionError(events.size() + " events, asked for " + limit);
        return events;
    }

    /** Everything up to now. */
    public List<JsonNode> rest() {
        var events = new ArrayList<JsonNode>();
        do events.addAll(page());
        while (more);
        return events;
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
