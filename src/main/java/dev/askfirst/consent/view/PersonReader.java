package dev.askfirst.consent.view;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.consent.event.LegalHold;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads what holds for a person now. The data may be newer than the version shown with it, never older. */
@ApplicationScoped
public class PersonReader {

    /** The terms of a person at their version. */
    public record Versioned(long version, Terms terms) {}

    /** One yes as it was recorded. */
    record Granted(UUID id, Scope scope, Instant made, Optional<String> basis, Optional<LocalDate> lastUsed) {
        static Granted of(RecordedAct yes) {
            return new Granted(yes.id(), yes.scope(), yes.made(), yes.text("basis"), Optional.empty());
        }
    }

    private static final Sql VERSION = Sql.of("select version from consent_event where id = :act");
    private static final Sql TERMS = Sql.of("select version, terms from terms where person_id = :person");
    private static final Sql POINTS = Sql.of("select point_id from contact_point where person_id = :person");
    private static final Sql NAMED = Sql.of("""
            select distinct point from consent_event
                cross join lateral (values ((body ->> 'point')::uuid), ((body ->> 'said')::uuid)) named (point)
            where point is not null and body ->> 'controller' = any (:controllers::text[])
              and person_id = any (array(
                  select :person::uuid union all select person_id from merged_person where into_id = :person))""");
    private static final Sql GRANTED = Sql.of("""
            select id, made, body ->> 'controller' as controller, body ->> 'topic' as topic,
                   body ->> 'channel' as channel, (body ->> 'point')::uuid as point, body ->> 'basis' as basis, last_used
            from consent_event left join grant_use on grant_id = id
            where kind = 'grant'
              and person_id = any (array(
                  select :person::uuid union all select person_id from merged_person where into_id = :person))
              and (body ->> 'point')::uuid = any (:points::uuid[])
            order by made, id""");

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final ContactPoints contacts;
    private final StaffLimit limit;
    private final Clock clock;

    PersonReader(
            DataSource dataSource, CatalogService catalogs, ContactPoints contacts, StaffLimit limit, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.contacts = contacts;
        this.limit = limit;
        this.clock = clock;
    }

    public PersonReply read(UUID person, Caller caller) {
        var catalog = catalogs.newest();
        var reach = limit.reach(caller);
        try (var connection = dataSource.getConnection()) {
            var stored = terms(connection, person);
            var terms = catalog.inForce(stored.terms());
            var now = clock.read(connection);
            var granted = granted(connection, person).stream()
                    .filter(it -> caller.sees(it.scope().controller()))
                    .toList();
            return new PersonReply(
                    person,
                    stored.version(),
                    seen(connection, person, caller),
                    consents(granted, terms, catalog, now),
                    terms.words().stream()
                            .filter(ConsentStatement.Refusal.class::isInstance)
                            .filter(word -> caller.sees(word.scope().controller()))
                            .map(word -> PersonReply.NoReply.of((ConsentStatement.Refusal) word))
                            .toList(),
                    terms.pauses().stream()
                            .filter(pause -> pause.until().isAfter(now))
                            .map(PersonReply.PauseReply::of)
                            .toList(),
                    Intents.of(connection, person, stored.terms(), caller::sees, now),
                    reach.without(PreferencesJson.write(terms.preferences())),
                    LegalHold.standing(connection, List.of(person), now));
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be read", e);
        }
    }

    /** Staff who are limited see the addresses that something said to their controllers is about, or came from. */
    private List<ContactPoint> seen(Connection connection, UUID person, Caller caller) throws SQLException {
        var all = contacts.of(connection, person, caller);
        if (!caller.isLimited()) return all;
        var named = NAMED.with("person", person)
                .with("controllers", caller.limit())
                .list(connection, row -> row.id("point"));
        return all.stream()
                .filter(it -> named.contains(it.id()))
                .map(it -> it.within(caller::sees))
                .toList();
    }

    /** The legal hold that stands. */
    public LegalHold hold(UUID person) {
        try (var connection = dataSource.getConnection()) {
            return LegalHold.standing(connection, List.of(person), clock.read(connection))
                    .orElseThrow(() -> Fault.of(ProblemCode.CONFLICT, "the hold ended just now"));
        } catch (SQLException e) {
            throw Outage.undecided("the hold is recorded and could not be read", e);
        }
    }

    public Versioned terms(UUID person) {
        try (var connection = dataSource.getConnection()) {
            return terms(connection, person);
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be read", e);
        }
    }

    /** The version of the terms after a recorded act. */
    public long version(UUID act) {
        try (var connection = dataSource.getConnection()) {
            return VERSION.with("act", act)
                    .first(connection, row -> row.number("version"))
                    .orElseThrow();
        } catch (SQLException e) {
            throw Outage.undecided("the act could not be read", e);
        }
    }

    public static Versioned terms(Connection connection, UUID person) throws SQLException {
        return TERMS.with("person", person)
                .first(connection, row -> new Versioned(row.number("version"), TermsJson.read(row.bytes("terms"))))
                // Erased or merged since they were found.
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no person with this id that you may see"));
    }

    /** Every yes for an address that is still theirs, including those of people who were merged into this person. */
    private static List<Granted> granted(Connection connection, UUID person) throws SQLException {
        var points = POINTS.with("person", person).list(connection, row -> row.id("point_id"));
        return GRANTED.with("person", person)
                .with("points", points)
                .list(
                        connection,
                        row -> new Granted(
                                row.id("id"),
                                Scope.of(row.text("controller"), row.text("topic"), row.text("channel"))
                                        .at(row.id("point")),
                                row.time("made"),
                                row.optionalText("basis"),
                                row.optionalDate("last_used")));
    }

    /** The current state for the scope of each of these yeses, by these terms at this instant. */
    static List<PersonReply.ConsentReply> consents(List<Granted> granted, Terms terms, Catalog catalog, Instant now) {
        var byId = new LinkedHashMap<UUID, Granted>();
        var latest = new LinkedHashMap<Scope, Granted>();
        for (var yes : granted) {
            byId.put(yes.id(), yes);
            latest.put(yes.scope(), yes);
        }
        return latest.values().stream()
                .map(yes -> consent(yes, byId, terms, catalog, now))
                .toList();
    }

    private static PersonReply.ConsentReply consent(
            Granted yes, Map<UUID, Granted> byId, Terms terms, Catalog catalog, Instant now) {
        var scope = yes.scope();
        // A topic that is no longer in the catalog is shown as one that needs consent.
        var topic = catalog.topic(scope.topic())
                .orElseGet(() -> new TopicRules(scope.topic(), scope.topic(), true, false, false));
        var question = new Question(
                scope.controller(), scope.topic(), scope.channel(), scope.point(), Authorship.AUTOMATED, false);
        var state = Consent.of(question, topic, terms, now);
        var word = Consent.wordBehind(state, question, topic, terms, now);
        var grant = word.filter(ConsentStatement.Grant.class::isInstance).map(ConsentStatement::id);
        return new PersonReply.ConsentReply(
                scope.controller(),
                scope.topic(),
                scope.channel(),
                scope.point().orElseThrow(),
                PersonReply.State.of(state),
                word.map(it -> since(state, it)).orElse(yes.made()),
                state instanceof Consent.Given(var _, var until) ? until : Optional.empty(),
                grant,
                grant.map(byId::get).flatMap(Granted::basis),
                grant.map(byId::get).flatMap(Granted::lastUsed));
    }

    private static Instant since(Consent state, ConsentStatement word) {
        return state instanceof Consent.Expired && word instanceof ConsentStatement.Grant yes
                ? yes.expires().orElseThrow()
                : word.made();
    }
}
