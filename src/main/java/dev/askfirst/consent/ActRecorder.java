package dev.askfirst.consent;

import dev.askfirst.audit.Page;
import dev.askfirst.person.PairwiseIds;
import dev.askfirst.person.TermsJson;
import dev.askfirst.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Writes what was heard: events with their page, evidence apart from them, and the terms they fold into. */
final class ActRecorder {

    private record Slot(ConsentEvent event, short slot) {}

    private record Alias(UUID id, String controller, UUID person) {}

    private final Connection connection;
    private final PairwiseIds pairwiseIds;

    ActRecorder(Connection connection, PairwiseIds pairwiseIds) {
        this.connection = connection;
        this.pairwiseIds = pairwiseIds;
    }

    void write(Collection<Speaker> speakers, Page page) throws SQLException {
        var spoke = speakers.stream().filter(it -> !it.events().isEmpty()).toList();
        var slots = new ArrayList<Slot>();
        for (var speaker : spoke) {
            for (var event : speaker.events()) slots.add(new Slot(event, page.add(event.entry())));
        }
        if (slots.isEmpty()) return;
        page.insert(connection);
        events(slots, page.id());
        evidence(slots.stream().map(Slot::event).toList());
        terms(spoke);
        aliases(spoke);
    }

    private void events(List<Slot> slots, UUID page) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into consent_event (page_id, person_id, version, id, kind, made, known, body, slot)
                select ?, person_id, version, id, kind, made, known, body::jsonb, slot
                from unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                            ?::int[]) u (person_id, version, id, kind, made, known, body, slot)""")) {
            Columns.of(insert, slots)
                    .constant(page)
                    .uuids(it -> it.event().person())
                    .longs(it -> it.event().version())
                    .uuids(it -> it.event().id())
                    .texts(it -> it.event().kind())
                    .times(it -> it.event().made())
                    .times(it -> it.event().known())
                    .texts(it -> it.event().body().toString())
                    .ints(Slot::slot);
            insert.executeUpdate();
        }
    }

    private void evidence(List<ConsentEvent> all) throws SQLException {
        var proven = all.stream().filter(it -> it.evidence().isPresent()).toList();
        if (proven.isEmpty()) return;
        try (var insert = connection.prepareStatement("""
                insert into evidence (event, salt, texts)
                select event, salt, texts::jsonb from unnest(?::uuid[], ?::bytea[], ?::text[]) u (event, salt, texts)""")) {
            Columns.of(insert, proven)
                    .uuids(ConsentEvent::id)
                    .bytes(it -> it.evidence().orElseThrow().salt())
                    .texts(it -> it.evidence().orElseThrow().texts());
            insert.executeUpdate();
        }
    }

    private void terms(List<Speaker> speakers) throws SQLException {
        var fresh = speakers.stream().filter(Speaker::fresh).toList();
        var known = speakers.stream().filter(it -> !it.fresh()).toList();
        write(fresh, """
                insert into terms (person_id, version, terms)
                select person_id, version, terms::jsonb
                from unnest(?::uuid[], ?::bigint[], ?::text[]) u (person_id, version, terms)""");
        write(known, """
                update terms set version = u.version, terms = u.terms::jsonb
                from unnest(?::uuid[], ?::bigint[], ?::text[]) u (person_id, version, terms)
                where terms.person_id = u.person_id""");
    }

    private void write(List<Speaker> speakers, String sql) throws SQLException {
        if (speakers.isEmpty()) return;
        try (var statement = connection.prepareStatement(sql)) {
            Columns.of(statement, speakers)
                    .uuids(Speaker::person)
                    .longs(Speaker::version)
                    .texts(it -> TermsJson.write(it.terms()));
            if (statement.executeUpdate() != speakers.size()) throw new IllegalStateException("terms went missing");
        }
    }

    private void aliases(List<Speaker> speakers) throws SQLException {
        var aliases = new ArrayList<Alias>();
        for (var speaker : speakers) {
            for (var controller : speaker.newControllers()) {
                aliases.add(new Alias(pairwiseIds.of(controller, speaker.person()), controller, speaker.person()));
            }
        }
        if (aliases.isEmpty()) return;
        try (var insert = connection.prepareStatement("""
                insert into pairwise_id (pairwise_id, controller, person_id)
                select * from unnest(?::uuid[], ?::text[], ?::uuid[]) on conflict do nothing""")) {
            Columns.of(insert, aliases)
                    .uuids(Alias::id)
                    .texts(Alias::controller)
                    .uuids(Alias::person);
            insert.executeUpdate();
        }
    }
}
