package dev.askfirst.console.unasked;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.reconcile.Result;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Which rows somebody wants to see: of a report, or of a sender, all or those of one week. */
public final class RowsQuery {

    @QueryParam("report")
    String report;

    @QueryParam("sender")
    String sender;

    @QueryParam("result")
    String result;

    @QueryParam("week")
    String week;

    @QueryParam("sort")
    String sort;

    @QueryParam("after")
    String after;

    /** The same, checked: there is a report, or a sender. */
    record Asked(
            Optional<UUID> report,
            Optional<String> sender,
            Result result,
            Optional<LocalDate> week,
            boolean newestFirst,
            Optional<String> after) {

        /** The parameters that say so, but for the kind of rows. */
        String whose() {
            var whose = report.map(it -> "report=" + it).orElseGet(() -> "sender=" + sender.orElseThrow());
            return whose + week.map(it -> "&week=" + it).orElse("");
        }

        /** With the kind of rows too. */
        String filter() {
            return whose() + "&result=" + Json.text(result);
        }
    }

    Asked checked() {
        var kind = Stream.of(Result.values())
                .filter(it -> Json.text(it).equals(result))
                .findFirst()
                .orElse(Result.SENT_WITHOUT_ASKING);
        var of = Optional.ofNullable(report).flatMap(Ids::parse);
        var whose = Optional.ofNullable(sender).filter(Checks::isId);
        if (of.isEmpty() && whose.isEmpty()) throw Fault.invalid("report", "is missing, and so is a sender");
        // A report is shown whole.
        var monday = Optional.ofNullable(week).filter(_ -> of.isEmpty()).flatMap(Times::parseDate);
        return new Asked(of, whose, kind, monday, !"at".equals(sort), Optional.ofNullable(after));
    }
}
