package dev.askfirst.consent.deputy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.deputy.Deputies;
import dev.askfirst.person.deputy.Deputy;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.PublicAddress;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Names deputies of a person, shows and ends them. Every change is an act of the person's record. */
@ApplicationScoped
public class DeputyService {

    /** A deputy as they stand now, and whether this call changed anything. */
    public record Named(DeputyReply deputy, boolean changed) {}

    private final DataSource dataSource;
    private final Clock clock;
    private final ActWriter writer;
    private final Links links;
    private final PublicAddress address;

    DeputyService(DataSource dataSource, Clock clock, ActWriter writer, Links links, PublicAddress address) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.writer = writer;
        this.links = links;
        this.address = address;
    }

    /** Names a deputy, or changes what they may; a fault if the body is wrong, or the id was ended or is taken. */
    public Named name(UUID person, UUID deputy, DeputyRequest request, Caller caller) {
        return named(request.checked(person, deputy, caller));
    }

    /** The same by the person on their own page, under an id of ours. */
    public Named nameOnPage(UUID person, DeputyRequest request, Caller caller) {
        return named(request.onPage(person, UUID.randomUUID(), caller));
    }

    private Named named(Act.OfDeputy act) {
        var result = writer.write(List.of(act)).getFirst();
        var recorded = result.recorded();
        return new Named(find(recorded.person(), act.deputy()), result instanceof ActResult.Created);
    }

    /** Ends a deputy at once, for good; they may do nothing from the instant of its record on. */
    public void end(UUID person, UUID deputy, Evidence.Method method, Caller caller) {
        var who = new Addressee.AtPerson(person);
        var act = new Act.OfDeputy(who, deputy, Optional.empty(), Evidence.of(method), caller);
        writer.write(List.of(act)).getFirst().recorded();
    }

    /** All deputies of a person, those who were ended or whose time is over included. */
    public List<DeputyReply> of(UUID person) {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            var all = new ArrayList<DeputyReply>();
            for (var deputy : Deputies.of(connection, person)) all.add(reply(connection, deputy, now));
            return all;
        } catch (SQLException e) {
            throw Outage.undecided("the deputies could not be read", e);
        }
    }

    /** Those of a person who may act for them now. */
    public List<DeputyReply> standing(UUID person) {
        return of(person).stream()
                .filter(it -> it.state() == DeputyReply.State.STANDING)
                .toList();
    }

    /** All of a person, as staff see them who look; staff who are limited see none, because deputies act for the whole person. */
    public List<DeputyReply> seenBy(Caller caller, UUID person) {
        return caller.isLimited()
                ? List.of()
                : of(person).stream().map(DeputyReply::withoutLink).toList();
    }

    /** One deputy of this person; a fault if they have none with this id. */
    public DeputyReply find(UUID person, UUID deputy) {
        return of(person).stream()
                .filter(it -> it.id().equals(deputy))
                .findFirst()
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no deputy of theirs has this id"));
    }

    private DeputyReply reply(Connection connection, Deputy deputy, Instant now) throws SQLException {
        var texts = new History(connection).act(deputy.act()).flatMap(RecordedAct::texts);
        var standing = deputy.standsAt(now);
        return new DeputyReply(
                deputy.id(),
                deputy.person(),
                deputy.act(),
                text(texts, DeputyRequest.NAME),
                text(texts, DeputyRequest.CONTACT),
                deputy.mandate().kind(),
                deputy.mandate().rights(),
                standing
                        ? DeputyReply.State.STANDING
                        : deputy.ended().isPresent() ? DeputyReply.State.ENDED : DeputyReply.State.EXPIRED,
                deputy.since(),
                deputy.mandate().until(),
                deputy.ended(),
                Optional.of(link(deputy)).filter(_ -> standing));
    }

    private String link(Deputy deputy) {
        return address.of(URI.create("/d/" + links.sealDeputy(deputy.id())));
    }

    private static Optional<String> text(Optional<JsonNode> texts, String name) {
        return texts.map(it -> it.get(name)).map(JsonNode::textValue);
    }
}
