package dev.askfirst.consent.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.Wanted;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the acts recorded before. */
public final class History {

    /** All acts, with their texts unless those were erased. */
    public static final String ACTS = """
            select e.person_id, e.version, e.id, e.kind, e.made, e.known, e.body, t.texts,
                e.page_id, e.slot
            from consent_event e left join evidence t on t.event = e.id
            """;

    /** A person, and all who were merged into them. */
    private static final String WHOLE =
            "e.person_id = any (array(select :person::uuid union all select person_id from merged_person where into_id = :person))";

    private static final Sql UP_TO =
            Sql.of(ACTS + "where e.person_id = :person and e.version <= :version order by e.version");
    private static final Sql ALL = Sql.of(ACTS + "where " + WHOLE + " order by e.known, e.person_id, e.version");
    private static final Sql ONE = Sql.of(ACTS + "where e.id = :id");
    private static final Sql MADE = Sql.of(ACTS + "where " + WHOLE + " and e.made = :made and e.kind = 'grant'");
    private static final Sql STOPS =
            Sql.of(ACTS + "where " + WHOLE + " and jsonb_exists(e.body, 'stop') and e.body ->> 'said' = :point::text");
    private static final Sql ASKED = Sql.of(ACTS + "where " + WHOLE
            + " and e.known > :since and e.kind = 'grant' and jsonb_exists(e.body, 'delivery') order by e.known");

    private static final Sql ASKED_AGAIN =
            Sql.of(ACTS + "where " + WHOLE + " and e.known > :since and e.kind = 'asked_again' order by e.known");

    private static final Sql SIGNALS = Sql.of(ACTS + "where " + WHOLE
            + " and e.kind = 'withdrawal' and e.body ->> 'method' = 'signal' order by e.known, e.version");

    private static final Sql BROUGHT = Sql.of(ACTS + "where " + WHOLE
            + " and e.kind = 'terms_brought' and e.body ->> 'document' = :document::text limit 1");

    private final Connection connection;

    public History(Connection connection) {
        this.connection = connection;
    }

    /** All acts of a person, by version; a merge comes with the acts of the person who was merged into this one. */
    public List<RecordedAct> of(UUID person) throws SQLException {
        return upTo(person, Long.MAX_VALUE);
    }

    private List<RecordedAct> upTo(UUID person, long version) throws SQLException {
        var acts = new ArrayList<RecordedAct>();
        for (var act : acts(UP_TO.with("person", person).with("version", version))) {
            acts.add(act.kind() == ConsentEvent.Kind.MERGE ? act.with(absorbedBy(act)) : act);
        }
        return acts;
    }

    private List<RecordedAct> absorbedBy(RecordedAct merge) throws SQLException {
        var other = UUID.fromString(merge.body().get("other").textValue());
        return upTo(other, merge.body().get("otherVersion").longValue());
    }

    /** All acts of a person and of those who were merged into them, in the order in which they were recorded. */
    public List<RecordedAct> whole(UUID person) throws SQLException {
        return acts(ALL.with("person", person));
    }

    /** Until when nobody asks this person for a yes on a topic, because they looked for it not long ago. */
    Optional<Instant> restUntil(DataSubject subject, String topic, Instant now) throws SQLException {
        var terms = subject.terms();
        if (terms.intents().isEmpty()) return Optional.empty();
        return Wanted.restUntil(terms, topic, UsageRepository.of(connection, subject.person()), now);
    }

    public Optional<RecordedAct> act(UUID id) throws SQLException {
        return acts(ONE.with("id", id)).stream().findFirst();
    }

    /** The event that said exactly this before, if there is one. */
    public Optional<UUID> same(DataSubject subject, ConsentStatement.Grant yes) throws SQLException {
        var inTerms = subject.terms().same(yes).map(ConsentStatement::id);
        // A yes that later statements made irrelevant can be in the history without being in the terms.
        if (inTerms.isPresent() || subject.terms().with(yes).words().contains(yes)) return inTerms;
        for (var event : subject.events()) {
            if (event.effect() instanceof Effect.Said(var word) && yes.saysTheSameAs(word))
                return Optional.of(event.id());
        }
        return acts(MADE.with("person", subject.person()).with("made", yes.made())).stream()
                .filter(act -> yes.saysTheSameAs(act.word()))
                .map(RecordedAct::id)
                .findFirst();
    }

    /** The STOPs in reply to this controller that came from this contact point and bind this channel. */
    public Set<UUID> stops(DataSubject subject, UUID point, String controller, String channel) throws SQLException {
        return acts(STOPS.with("person", subject.person()).with("point", point)).stream()
                .filter(act -> act.scope().controller().equals(controller)
                        && act.scope().channel().equals(channel))
                .flatMap(act -> act.stop().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * The instants since {@code since} at which the person was asked to confirm a yes for this scope, earliest first.
     */
    public List<Instant> asked(DataSubject subject, Scope scope, Instant since) throws SQLException {
        return acts(ASKED.with("person", subject.person()).with("since", since)).stream()
                .filter(act -> act.scope().equals(scope))
                .map(RecordedAct::known)
                .toList();
    }

    /** The noes that browsers' opt-out signals said for this person, in the order in which they were recorded. */
    public List<RecordedAct> signals(UUID person) throws SQLException {
        return acts(SIGNALS.with("person", person));
    }

    /** Whether the person brought this document before. */
    public boolean brought(UUID person, UUID document) throws SQLException {
        return !acts(BROUGHT.with("person", person).with("document", document)).isEmpty();
    }

    /** The instants since {@code since} at which the request to confirm this yes was sent again, earliest first. */
    List<Instant> askedAgain(DataSubject subject, RecordedAct granted, Instant since) throws SQLException {
        return acts(ASKED_AGAIN.with("person", subject.person()).with("since", since)).stream()
                .filter(act -> act.text("asks").equals(Optional.of(granted.id().toString())))
                .map(RecordedAct::known)
                .toList();
    }

    private List<RecordedAct> acts(Sql.Call call) throws SQLException {
        return call.list(connection, History::read);
    }

    /** One row of {@link #ACTS}. */
    public static RecordedAct read(Row row) throws SQLException {
        return new RecordedAct(
                row.id("person_id"),
                row.number("version"),
                row.id("id"),
                RecordedAct.kind(row.text("kind")),
                row.time("made"),
                row.time("known"),
                (ObjectNode) Json.stored(row.text("body")),
                row.optionalText("texts").map(Json::stored),
                List.of());
    }
}
