package dev.askfirst.search;

import dev.askfirst.catalog.limit.Reach;
import dev.askfirst.export.EntryReach;
import dev.askfirst.person.Acquaintance;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What somebody sees of entries that were found. */
public final class SeenEntries {

    /** An entry of theirs that names others too: its text would tell more than they may see. */
    public static final String WITHHELD = "withheld";

    private final Connection connection;
    private final Reach reach;

    SeenEntries(Connection connection, Reach reach) {
        this.connection = connection;
        this.reach = reach;
    }

    /** The entry; without its text if that names others; empty if it is not theirs, or nothing says whose it is. */
    Optional<FoundEntry> of(FoundEntry found) throws SQLException {
        if (reach.isWhole()) return Optional.of(found);
        if (found.entry() == null) return Optional.empty();
        var entry = Json.stored(found.entry());
        if (!EntryReach.concerns(reach, entry)) return Optional.empty();
        if (EntryReach.isOfAnybody(entry) && !knows(entry.path("person").asText())) return Optional.empty();
        if (!reach.namesOthers(entry)) return Optional.of(found);
        return Optional.of(
                new FoundEntry(found.id(), found.kind(), found.index(), found.leaf(), null, Optional.of(WITHHELD)));
    }

    private boolean knows(String person) throws SQLException {
        var id = Ids.parse(person);
        return id.isPresent()
                && Acquaintance.of(connection, id.get(), reach.controllers().orElseThrow());
    }
}
