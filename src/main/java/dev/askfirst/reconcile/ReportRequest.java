package dev.askfirst.reconcile;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Times;
import dev.askfirst.platform.security.Caller;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Optional;

/** Whose report it is, and for what time it is complete. */
public final class ReportRequest {

    @QueryParam("sender")
    String sender;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    /** As somebody says it elsewhere than in a query; what is missing is null. */
    public static ReportRequest of(String sender, String from, String to) {
        var request = new ReportRequest();
        request.sender = sender;
        request.from = from;
        request.to = to;
        return request;
    }

    /** The same, checked. */
    public record CheckedReport(String sender, Optional<Instant> from, Optional<Instant> to) {}

    /** Whose it is and for what time, if this caller may hand it in. */
    public CheckedReport checked(Caller caller, Catalog catalog) {
        var checks = new Checks();
        var first = time(checks, "from", from);
        var last = time(checks, "to", to);
        if (first.isPresent() && last.isPresent() && !first.get().isBefore(last.get()))
            checks.error("to", "is not after `from`");
        var whose = only(caller).orElseGet(() -> checks.id("sender", sender));
        if (checks.errors().isEmpty() && catalog.sender(whose).isEmpty())
            checks.error("sender", "is no sender of the catalog");
        checks.done();
        if (sender != null && !sender.equals(whose)) {
            throw Fault.of(ProblemCode.FORBIDDEN, "a sender hands in its own reports only");
        }
        return new CheckedReport(whose, first, last);
    }

    /** The sender whose reports this caller may see; empty for one who may see all. */
    static Optional<String> only(Caller caller) {
        return caller.is(Caller.COMPLIANCE) ? Optional.empty() : Optional.of(caller.requireSender());
    }

    private static Optional<Instant> time(Checks checks, String field, String text) {
        if (text == null) return Optional.empty();
        var at = Times.parse(text)
                .filter(it -> it.isAfter(Instant.parse("1999-12-31T23:59:59Z"))
                        && it.isBefore(Instant.parse("9999-01-01T00:00:00Z")));
        if (at.isEmpty())
            checks.error(field, "must be a time such as `2026-11-22T10:00:00Z`, not before the year 2000");
        return at;
    }
}
