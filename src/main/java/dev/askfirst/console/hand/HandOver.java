package dev.askfirst.console.hand;

import dev.askfirst.export.ExportRequest;
import dev.askfirst.search.Wanted;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;

/** What is to be handed over: all of a time, or of it what is about one sender or one person. */
record HandOver(Optional<String> sender, Optional<UUID> person, Days days) {

    /** The order for it: the export machinery makes it. */
    ExportRequest order() {
        return new ExportRequest(
                days.from(),
                days.until(),
                ExportRequest.Format.NDJSON,
                new ExportRequest.Filters(null, null, null, sender.orElse(null), null, null, null, person.orElse(null)),
                null);
    }

    /** The same as a search, to count what will be in it. */
    Wanted wanted() {
        var filters = new LinkedHashMap<String, String>();
        sender.ifPresent(it -> filters.put("sender", it));
        return new Wanted(days.from(), days.until(), Optional.empty(), filters, person, Optional.empty(), 0);
    }

    /** As parameters of an address: a person by their id, never by an address. */
    String query() {
        var query = new StringJoiner("&", "?", "");
        sender.ifPresent(it -> query.add("sender=" + URLEncoder.encode(it, StandardCharsets.UTF_8)));
        person.ifPresent(it -> query.add("person=" + it));
        days.first().ifPresent(it -> query.add("from=" + it));
        days.last().ifPresent(it -> query.add("to=" + it));
        return query.toString();
    }
}
