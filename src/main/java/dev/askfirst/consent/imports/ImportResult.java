package dev.askfirst.consent.imports;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What became of one row: a line of the answer to an import.
 *
 * @param why the row has no effect although it was recorded; empty if it has one
 */
record ImportResult(long line, Status status, Optional<Problem> error, Optional<String> why) {

    enum Status {
        UNCHANGED,
        CREATED,
        REJECTED
    }

    /** The result of one of the things that a row asked for. */
    record Outcome(Status status, Optional<Fault> fault, Optional<String> why) {
        static final Outcome CREATED = new Outcome(Status.CREATED, Optional.empty(), Optional.empty());
        static final Outcome UNCHANGED = new Outcome(Status.UNCHANGED, Optional.empty(), Optional.empty());

        /** The same outcome with the reason why it has no effect, if there is one. */
        Outcome but(Optional<String> reason) {
            return reason.isEmpty() ? this : new Outcome(status, fault, reason);
        }

        static Outcome rejected(Fault fault) {
            return new Outcome(Status.REJECTED, Optional.of(fault), Optional.empty());
        }
    }

    /** The line of the answer. Most rows of a long file are written without an object mapper. */
    String json() {
        if (error.isPresent() || why.isPresent()) return Json.write(this);
        return "{\"line\":" + line + ",\"status\":\"" + Json.text(status) + "\"}";
    }

    /** A row that asked for several things is rejected if one of them was, else created if one of them was. */
    static ImportResult of(long line, List<Outcome> outcomes) {
        var telling =
                outcomes.stream().max(Comparator.comparing(Outcome::status)).orElse(Outcome.UNCHANGED);
        return new ImportResult(line, telling.status(), telling.fault().map(Problem::of), telling.why());
    }
}
