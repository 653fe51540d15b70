package dev.askfirst.consent.request;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.policy.term.Scope;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;

/** Which part of a long list a caller wants, newest first. */
public final class ListRequest {

    private static final int USUAL = 100;
    private static final int MOST = 1000;

    @QueryParam("controller")
    String controller;

    @QueryParam("cursor")
    String cursor;

    @QueryParam("limit")
    String limit;

    /** The checked request. */
    public record CheckedList(Optional<String> controller, Optional<UUID> before, int limit) {}

    public CheckedList checked(Checks checks) {
        if (controller != null && !controller.equals(Scope.ALL)) checks.optionalId("controller", controller);
        var before = Optional.ofNullable(cursor).flatMap(Ids::parse);
        if (cursor != null && before.isEmpty()) checks.error("cursor", "is not a `next` of an earlier reply");
        var most = limit == null ? USUAL : limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MOST) checks.error("limit", "must be a number from 1 to " + MOST);
        checks.done();
        return new CheckedList(Optional.ofNullable(controller), before, most);
    }
}
