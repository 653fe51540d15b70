package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** One yes and all that came before and after it, to this day, with what proves each act. */
@ApplicationScoped
public class Timelines {

    private static final Comparator<RecordedAct> BY_TIME =
            Comparator.comparing(RecordedAct::made).thenComparing(RecordedAct::known);

    private static final Sql SALTS = Sql.of("select event, salt from evidence where event = any (:acts::uuid[])");

    private final DataSource dataSource;

    Timelines(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private interface Read<R> {
        R from(Connection connection) throws SQLException;
    }

    /** The act of this id, whoever's it is. */
    public Optional<RecordedAct> act(UUID id) {
        return read(connection -> new History(connection).act(id));
    }

    /** Every yes of this person, the latest first. */
    public List<RecordedAct> yeses(UUID person) {
        return read(connection -> new History(connection).whole(person)).stream()
                .filter(act -> act.kind() == ConsentEvent.Kind.GRANT)
                .sorted(BY_TIME.reversed())
                .toList();
    }

    /** The yes that this act of the person is, confirms or takes back; empty if it is about none. */
    public Optional<RecordedAct> yesOf(UUID person, RecordedAct act) {
        return Receipts.yesOf(act, read(connection -> new History(connection).whole(person)));
    }

    /** All that bears on this yes of the person, in the order in which it was said. */
    public List<RecordedAct> around(UUID person, RecordedAct yes) {
        return read(connection -> new History(connection).whole(person)).stream()
                .filter(act -> Bearing.on(yes, act))
                .sorted(BY_TIME)
                .toList();
    }

    /**
     * What proves these acts, in the order in which they were recorded: {@code id}, {@code entry}, the text that was hashed,
     * {@code proof} that it is in the log; and {@code texts} with their {@code salt} of yeses and noes, where they were not erased. Acts that are
     * not sealed yet are not among them.
     */
    public ArrayNode proven(List<RecordedAct> acts) {
        return read(connection -> {
            var proven = ActProofs.of(connection, acts);
            var salts = salts(connection, acts);
            for (var one : proven) {
                var act = acts.stream()
                        .filter(it -> it.id().toString().equals(one.get("id").textValue()))
                        .findFirst()
                        .orElseThrow();
                if (!act.isWord() || act.texts().isEmpty() || !salts.containsKey(act.id())) continue;
                ((ObjectNode) one)
                        .put("texts", Entry.canonical(act.texts().get()))
                        .put("salt", HexFormat.of().formatHex(salts.get(act.id())));
            }
            return proven;
        });
    }

    private static HashMap<UUID, byte[]> salts(Connection connection, List<RecordedAct> acts) throws SQLException {
        var salts = new HashMap<UUID, byte[]>();
        SALTS.with("acts", acts.stream().map(RecordedAct::id).toList())
                .each(connection, row -> salts.put(row.id("event"), row.bytes("salt")));
        return salts;
    }

    private <R> R read(Read<R> read) {
        try (var connection = dataSource.getConnection()) {
            return read.from(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }
}
