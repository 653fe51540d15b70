package dev.askfirst.consent;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What became of one row: a line of the answer to an import. */
record ImportResult(long line, Status status, Optional<Problem> error) {

    enum Status {
        UNCHANGED,
        CREATED,
        REJECTED
    }

    /** What became of one of the things a row asked for. */
    record Outcome(Status status, Optional<Fault> fault) {
        static final Outcome CREATED = new Outcome(Status.CREATED, Optional.empty());
        static final Outcome UNCHANGED = new Outcome(Status.UNCHANGED, Optional.empty());

        static Outcome rejected(Fault fault) {
            return new Outcome(Status.REJECTED, Optional.of(fault));
        }
    }

    /** As it stands in the answer: most rows of a long file are written without a mapper. */
    String json() {
        if (error.isPresent()) return Json.write(this);
        return "{\"line\":" + line + ",\"status\":\"" + Json.text(status) + "\"}";
    }

    /** A row that asked for several things is rejected if one was, else created if one was. */
    static ImportResult of(long line, List<Outcome> outcomes) {
        var telling =
                outcomes.stream().max(Comparator.comparing(Outcome::status)).orElse(Outcome.UNCHANGED);
        return new ImportResult(line, telling.status(), telling.fault().map(Problem::of));
    }
}
