package dev.askfirst.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.Json;
import dev.askfirst.policy.Word;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Looks into the acts recorded before, for what the terms no longer need to hold. */
final class History {

    private final Connection connection;

    History(Connection connection) {
        this.connection = connection;
    }

    /** The event that said exactly this before, if there is one. */
    Optional<UUID> same(Speaker speaker, Word.Yes yes) throws SQLException {
        var inTerms = speaker.terms().same(yes).map(Word::id);
        // Only a yes that later words have settled can be in the history without being in the terms.
        if (inTerms.isPresent() || speaker.terms().with(yes).words().contains(yes)) return inTerms;
        for (var event : speaker.events()) if (event.word().saysTheSameAs(yes)) return Optional.of(event.id());
        return recorded(speaker, yes);
    }

    private Optional<UUID> recorded(Speaker speaker, Word.Yes yes) throws SQLException {
        try (var select = connection.prepareStatement(
                "select id, kind, body from consent_event where person_id = ? and made = ?")) {
            select.setObject(1, speaker.person());
            select.setObject(2, yes.made().atOffset(ZoneOffset.UTC));
            var row = select.executeQuery();
            while (row.next()) {
                var id = row.getObject(1, UUID.class);
                var body = Json.MAPPER.readTree(row.getString(3));
                if (ConsentEvent.word(id, row.getString(2), yes.made(), body).saysTheSameAs(yes))
                    return Optional.of(id);
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event's body is not JSON", e);
        }
    }
}
