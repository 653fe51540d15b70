package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.consent.human.HumanRequest;
import dev.askfirst.consent.human.HumanRequestService;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Replies that wait for a human: shown, and resolved as a no or as none. Whoever looks is on record before. */
@ApplicationScoped
public class ReplyService {

    /**
     * What a reply was resolved as.
     *
     * @param bound what a no ended, the first time it is told
     * @param humanRequest that was opened with its text, the first time
     */
    public record Resolved(
            ReplyResolution.Outcome resolved,
            Optional<InboundMessageReply.Bound> bound,
            Optional<HumanRequest> humanRequest) {}

    private static final int ON_A_PAGE = 50;

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final ContactKeys keys;
    private final InboundStops stops;
    private final InboundMessageRows rows;
    private final DueReplies due;
    private final HumanRequestService humans;
    private final Accesses accesses;

    ReplyService(
            DataSource dataSource,
            CatalogService catalogs,
            ContactKeys keys,
            InboundStops stops,
            InboundMessageRows rows,
            DueReplies due,
            HumanRequestService humans,
            Accesses accesses) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.keys = keys;
        this.stops = stops;
        this.rows = rows;
        this.due = due;
        this.humans = humans;
        this.accesses = accesses;
    }

    /** A part of them: the newest first, or of those that are due the first to be due. */
    public InboundMessageRows.Page list(ListRequest.CheckedList list, boolean onlyDue, Caller caller) {
        var rights = rights(caller);
        accesses.recordList(caller, "replies");
        return onlyDue ? rows.due(list, rights, caller.limit()) : rows.newest(list, rights, caller.limit());
    }

    /** Some of those that are due, to all controllers, from this one on. */
    public InboundMessageRows.Page due(Optional<UUID> after, Caller caller) {
        return list(new ListRequest.CheckedList(Optional.empty(), after, ON_A_PAGE), true, caller);
    }

    /**
     * Records what a human found a reply to be; the noes first. If the service ends between, the reply is still due, and
     * whoever resolves it again adds no second no.
     */
    public Resolved resolve(Optional<UUID> id, ReplyResolution resolution, Caller caller) {
        resolution.check(new Checks());
        var reply = id.flatMap(this::find)
                .filter(it -> rights(caller)
                        .filter(own -> !own.controllers().contains(it.controller()))
                        .isEmpty())
                .orElseThrow(() -> Fault.of(
                        ProblemCode.NOT_FOUND, "no reply with this id that is or was due, and that you may see"));
        if (reply.resolved().isPresent()) return record(reply, resolution, caller, Optional.empty(), Optional.empty());
        var asked = resolution.asksForHuman() ? Optional.of(ask(reply, caller)) : Optional.<HumanRequest>empty();
        var bound = resolution.as() == ReplyResolution.Outcome.NONE
                ? Optional.<InboundMessageReply.Bound>empty()
                : stop(reply, resolution, caller);
        return record(reply, resolution, caller, bound, asked);
    }

    /** Opens a request to talk to a human with the words of the reply; a fault if nobody answers there. */
    private HumanRequest ask(DueReplies.Due reply, Caller caller) {
        var message = rows.find(reply.id()).orElseThrow();
        var text = message.text().orElseThrow(ReplyService::erased);
        return humans.askFor(
                reply.id(),
                Contact.parse(message.from().orElseThrow(ReplyService::erased)),
                reply.controller(),
                text,
                caller);
    }

    private static Fault erased() {
        return Fault.of(ProblemCode.CONFLICT, "address and text were erased: there is nobody left to act for");
    }

    private Optional<InboundMessageReply.Bound> stop(DueReplies.Due reply, ReplyResolution resolution, Caller caller) {
        var message = rows.find(reply.id()).orElseThrow();
        var from = message.from().map(Contact::parse).orElseThrow(ReplyService::erased);
        var request = new InboundMessageRequest(
                from.uri(), reply.channel(), message.text().orElseThrow(), reply.controller(), null);
        var incoming =
                new InboundMessageWriter.Incoming(from, keys.of(from), request, InboundWords.Understood.STOP, caller);
        var catalog = catalogs.newest();
        var rules = SuppressionSource.sender(caller).isPresent()
                ? ActRules.of(catalog, caller)
                : ActRules.ofStaff(catalog, caller);
        return stops.stop(incoming, rules, resolution, message.at()).bound();
    }

    private Resolved record(
            DueReplies.Due reply,
            ReplyResolution resolution,
            Caller caller,
            Optional<InboundMessageReply.Bound> bound,
            Optional<HumanRequest> asked) {
        try {
            due.resolve(reply, resolution, caller);
            return new Resolved(resolution.as(), bound, asked);
        } catch (SQLException e) {
            throw Outage.undecided("the resolution could not be recorded durably", e);
        }
    }

    private Optional<DueReplies.Due> find(UUID id) {
        try (var connection = dataSource.getConnection()) {
            return due.find(connection, id);
        } catch (SQLException e) {
            throw Outage.undecided("the replies could not be read", e);
        }
    }

    private Optional<Rights> rights(Caller caller) {
        return SuppressionSource.sender(caller)
                .flatMap(it -> SenderRights.of(catalogs.newest(), it).own());
    }
}
