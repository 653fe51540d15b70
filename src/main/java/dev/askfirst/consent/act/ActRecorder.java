package dev.askfirst.consent.act;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Page;
import dev.askfirst.catalog.NoticeUse;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.postgres.PgBuffer;
import dev.askfirst.platform.postgres.RowType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Writes the handled acts: the events with their page, the evidence apart from them, and the terms they fold into. */
public final class ActRecorder {

    private static final RowType EVENT = RowType.of(
            "consent_event", 1, "person_id", "version", "id", "kind", "made", "known", "body", "page_id", "slot");
    private static final RowType TERMS = RowType.of("terms", 1, "person_id", "version", "terms", "shard");
    private static final RowType ALIAS = RowType.of("pairwise_id", 1, "pairwise_id", "controller", "person_id");

    private record Slot(ConsentEvent event, String body, short slot) {}

    private record Alias(UUID id, String controller, UUID person) {}

    private final Connection connection;
    private final PairwiseIds pairwiseIds;
    private final NoticeUse noticeUse;

    public ActRecorder(Connection connection, PairwiseIds pairwiseIds, NoticeUse noticeUse) {
        this.connection = connection;
        this.pairwiseIds = pairwiseIds;
        this.noticeUse = noticeUse;
    }

    public void write(Collection<DataSubject> subjects, Page page) throws SQLException {
        var spoke = subjects.stream().filter(it -> !it.events().isEmpty()).toList();
        var slots = new ArrayList<Slot>();
        for (var subject : spoke) {
            for (var event : subject.events()) {
                var body = event.canonicalBody();
                slots.add(new Slot(event, body, page.add(event.entry(body))));
            }
        }
        if (slots.isEmpty()) {
            terms(subjects, spoke);
            return;
        }
        noticeUse.record(connection, wordings(slots));
        page.insert(connection);
        events(slots, page.id());
        evidence(slots);
        terms(subjects, spoke);
        aliases(spoke);
        var events = slots.stream().map(Slot::event).toList();
        new Expiries(connection).note(events);
        new WaitingRequests(connection).note(events);
        new FeedbackRows(connection).note(events);
        new IntentRows(connection).note(events);
        Outbox.add(connection, page.id(), Changes.of(spoke));
    }

    /** The wordings that these yeses refer to: from now on they cannot change. */
    private static Set<NoticeUse.Wording> wordings(List<Slot> slots) {
        var wordings = new HashSet<NoticeUse.Wording>();
        for (var slot : slots) {
            if (!(slot.event().body().get("notice") instanceof ObjectNode shown)) continue;
            wordings.add(new NoticeUse.Wording(
                    shown.get("id").textValue(),
                    shown.get("version").intValue(),
                    shown.get("language").textValue(),
                    shown.get("hash").textValue()));
        }
        return wordings;
    }

    private void events(List<Slot> slots, UUID page) throws SQLException {
        insert(
                EVENT,
                slots,
                (slot, columns) -> columns.id(slot.event().person())
                        .int8Column(slot.event().version())
                        .id(slot.event().id())
                        .text(slot.event().kind().text())
                        .time(slot.event().made())
                        .time(slot.event().known())
                        .jsonb(slot.body())
                        .id(page)
                        .int2Column(slot.slot()));
    }

    private void evidence(List<Slot> slots) throws SQLException {
        var proven = slots.stream()
                .map(Slot::event)
                .filter(event -> event.evidence().isPresent())
                .toList();
        insert(
                Evidence.ROW,
                proven,
                (event, columns) -> columns.id(event.id())
                        .bytes(event.evidence().orElseThrow().salt())
                        .jsonb(event.evidence().orElseThrow().texts()));
    }

    /** Stores terms for everybody, even for those whose first act was refused. */
    private void terms(Collection<DataSubject> subjects, List<DataSubject> spoke) throws SQLException {
        insert(TERMS, subjects.stream().filter(DataSubject::fresh).toList(), ActRecorder::terms);
        var known = spoke.stream()
                .filter(subject -> !subject.fresh() && !subject.leaves())
                .toList();
        if (known.isEmpty()) return;
        try (var update = connection.prepareStatement("""
                update terms set version = u.version, terms = u.terms
                from %s u where terms.shard = u.shard and terms.person_id = u.person_id""".formatted(TERMS.rows()))) {
            TERMS.bind(update, 1, known, ActRecorder::terms);
            if (update.executeUpdate() != known.size()) throw new IllegalStateException("terms went missing");
        }
    }

    private static void terms(DataSubject subject, PgBuffer columns) {
        columns.id(subject.person())
                .int8Column(subject.version())
                .json(TermsJson.write(subject.terms()))
                .int2Column(subject.shard());
    }

    private void aliases(List<DataSubject> subjects) throws SQLException {
        var aliases = new ArrayList<Alias>();
        for (var subject : subjects) {
            for (var controller : subject.newControllers()) {
                aliases.add(new Alias(pairwiseIds.of(controller, subject.person()), controller, subject.person()));
            }
        }
        insert(
                ALIAS,
                aliases,
                (alias, columns) ->
                        columns.id(alias.id()).text(alias.controller()).id(alias.person()));
    }

    private <R> void insert(RowType type, List<R> rows, BiConsumer<R, PgBuffer> columns) throws SQLException {
        if (rows.isEmpty()) return;
        try (var insert = connection.prepareStatement(type.insert())) {
            type.bind(insert, 1, rows, columns);
            insert.executeUpdate();
        }
    }
}
