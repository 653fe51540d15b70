package dev.askfirst.reconcile;

import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.stream.Stream;

/** Which part of the rows of a report a caller wants. */
public final class RowsRequest {

    private static final int USUAL = 100;
    private static final int MOST = 1000;

    @QueryParam("result")
    String result;

    @QueryParam("cursor")
    String cursor;

    @QueryParam("limit")
    String limit;

    /** The same, checked. */
    public record CheckedRows(Optional<Result> result, long after, int limit) {}

    CheckedRows checked() {
        var checks = new Checks();
        var wanted = Stream.of(Result.values())
                .filter(it -> Json.text(it).equals(result))
                .findFirst();
        if (result != null && wanted.isEmpty()) checks.error("result", "is no result of a row");
        if (cursor != null && !cursor.matches("[0-9]{1,18}")) {
            checks.error("cursor", "is not a `next` of an earlier reply");
        }
        var most = limit(checks, limit);
        checks.done();
        return new CheckedRows(wanted, cursor == null ? 0 : Long.parseLong(cursor), most);
    }

    static int limit(Checks checks, String limit) {
        var most = limit == null ? USUAL : limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MOST) checks.error("limit", "must be a number from 1 to " + MOST);
        return most;
    }
}
