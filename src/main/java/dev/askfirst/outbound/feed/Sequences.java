package dev.askfirst.outbound.feed;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import dev.askfirst.platform.postgres.RowType;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts, for each person and controller, the changes that the controller is told of: 1, 2, 3 and so on, whatever others are
 * told of the same person. Only for whoever gives out places in the feed, under its lock.
 */
final class Sequences {

    /** The person of a change, and the controllers that are notified; a change without a person is not counted. */
    record Told(Optional<UUID> person, List<String> controllers) {
        static Told of(Change change) {
            return new Told(change.person(), change.person().isPresent() ? change.controllers() : List.of());
        }
    }

    /** One person as one controller knows them. */
    private record Known(UUID person, String controller) {}

    private static final RowType TOLD = RowType.of("told", 1, "person_id", "controller", "n");

    private static final Sql REACHED =
            Sql.of("select person_id, controller, n from told where person_id = any (:people::uuid[])");

    private final Map<Known, Long> numbers = new HashMap<>();

    private Sequences() {}

    /** Ready to go on with these people. */
    static Sequences of(Connection connection, Collection<UUID> people) throws SQLException {
        var sequences = new Sequences();
        REACHED.with("people", people)
                .each(
                        connection,
                        row -> sequences.numbers.put(
                                new Known(row.id("person_id"), row.text("controller")), row.number("n")));
        return sequences;
    }

    /** The numbers of the changes of one transaction, the next in the feed, as they are kept beside them. */
    String next(List<Told> changes) {
        var json = new StringBuilder(16 * changes.size());
        var separator = '[';
        for (var change : changes) {
            json.append(separator).append('{');
            separator = ',';
            change.person().ifPresent(person -> next(person, change.controllers(), json));
            json.append('}');
        }
        return json.append(']').toString();
    }

    private void next(UUID person, List<String> controllers, StringBuilder json) {
        var separator = "";
        for (var controller : controllers) {
            JsonText.quote(controller, json.append(separator));
            json.append(':').append(numbers.merge(new Known(person, controller), 1L, Long::sum));
            separator = ",";
        }
    }

    /** Keeps how far everybody's numbers have got. */
    void store(Connection connection) throws SQLException {
        try (var upsert = connection.prepareStatement(
                TOLD.insert() + " on conflict (person_id, controller) do update set n = excluded.n")) {
            TOLD.bind(
                    upsert,
                    1,
                    numbers.entrySet(),
                    (one, columns) -> columns.id(one.getKey().person())
                            .text(one.getKey().controller())
                            .int8Column(one.getValue()));
            upsert.executeUpdate();
        }
    }

    /** What {@link #next} wrote: by controller, for each change. Empty for each of those that were placed before. */
    static List<Map<String, Long>> read(Optional<String> sequences, int changes) {
        var all = new ArrayList<Map<String, Long>>(changes);
        for (var change : Json.stored(sequences.orElse("[]"))) {
            var numbers = new HashMap<String, Long>();
            change.properties()
                    .forEach(one -> numbers.put(one.getKey(), one.getValue().asLong()));
            all.add(numbers);
        }
        while (all.size() < changes) all.add(Map.of());
        return all;
    }
}
