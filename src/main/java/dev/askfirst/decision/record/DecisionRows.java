package dev.askfirst.decision.record;

import dev.askfirst.audit.decision.PageText;
import dev.askfirst.platform.Shard;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads decisions back from the record. */
public final class DecisionRows {

    /** An id says itself on which page it stands, and where; and a page in which shard it lies. */
    private static final Sql NAMED = Sql.of("""
            select named.id, p.templates, split_part(p.lines, E'\\n', named.place) as line
            from (select id, page_of(id) as page_id, ('x' || right(id::text, 3))::bit(12)::integer as place
                  from unnest(:ids::uuid[]) id) named
            join decision_page p on p.page_id = named.page_id and p.shard = any (:shards::smallint[])
            where named.place between 1 and p.n""");

    private DecisionRows() {}

    /** These decisions, by their ids, as far as they are on record. */
    public static Map<UUID, DecisionRecord> load(Connection connection, Collection<UUID> ids) throws SQLException {
        var found = new HashMap<UUID, DecisionRecord>();
        if (ids.isEmpty()) return found;
        NAMED.with("ids", ids).with("shards", Shard.ofPages(ids)).each(connection, row -> {
            var recorded = read(row);
            found.put(recorded.id(), recorded);
        });
        return found;
    }

    private static DecisionRecord read(Row row) throws SQLException {
        var line = row.text("line");
        var entry = PageText.entry(row.id("id"), row.text("templates"), line);
        return DecisionEntry.read(entry, PageText.texts(line));
    }
}
