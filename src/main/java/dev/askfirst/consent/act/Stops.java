package dev.askfirst.consent.act;

import dev.askfirst.consent.contact.ErasedContacts;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Link;
import dev.askfirst.person.point.ContactFinder;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What a person can end by the link in a message, without any further proof of who they are. When a method returns, the
 * no is on record and in force; a fault says that nothing was recorded. An objection at an address whose person was
 * erased meanwhile becomes a suppression, just as an objection before the erasure would have.
 */
@ApplicationScoped
public class Stops {

    private final ActWriter writer;
    private final DataSource dataSource;
    private final ContactKeys keys;
    private final ContactFinder finder;
    private final Suppressions suppressions;

    Stops(ActWriter writer, DataSource dataSource, ContactKeys keys, ContactFinder finder, Suppressions suppressions) {
        this.writer = writer;
        this.dataSource = dataSource;
        this.keys = keys;
        this.finder = finder;
        this.suppressions = suppressions;
    }

    /** What was ended. */
    public enum Ended {
        /** Messages that need consent, from whom the link says. */
        CONSENTED,
        /** All messages to this address, from whom the link says. */
        ADDRESS
    }

    /**
     * That something was ended.
     *
     * @param no the act on record, which can be undone for a while; empty if it stood already, and for an order, which staff
     *     alone can lift
     */
    public record Stopped(Ended what, Optional<UUID> no) {}

    /**
     * Ends messages about the link's topic by its channel, at all of the person's addresses.
     *
     * @param way whether it was done on a page, or by a mail program
     */
    public Stopped topic(Link link, NoInForce.Way way) {
        return withdraw(link, Scope.of(link.controller(), link.topic(), link.channel()), way);
    }

    /**
     * Ends all messages from the link's controller that need consent; if the address is nobody's by now, all messages
     * to it.
     */
    public Stopped controller(Link link) {
        return withdraw(link, Scope.of(link.controller(), Scope.ALL, Scope.ALL), NoInForce.Way.PAGE);
    }

    /** As {@link #controller}, for all controllers. */
    public Stopped everything(Link link) {
        return withdraw(link, Scope.EVERYTHING, NoInForce.Way.PAGE);
    }

    /**
     * Whether the address was taken from its person, or its person erased, since the link was sent there. The address
     * may belong to somebody else now: the link then acts on this address alone, and shows nothing about them.
     */
    public boolean passedOn(Link link) {
        try (var connection = dataSource.getConnection()) {
            return ErasedContacts.anySince(connection, keys, link.addressee(), link.issued());
        } catch (SQLException e) {
            throw Outage.undecided("the address could not be looked up", e);
        }
    }

    private Stopped withdraw(Link link, Scope scope, NoInForce.Way way) {
        var passedOn = passedOn(link);
        if (passedOn && scope.isWidest() && link.addressee() instanceof Addressee.AtHash hash && isNobodys(hash)) {
            suppress(hash, scope.controller());
            return new Stopped(Ended.ADDRESS, Optional.empty());
        }
        var act = new Act.Refusal(
                ConsentStatement.Refusal.Kind.WITHDRAWAL,
                link.addressee(),
                scope,
                passedOn,
                false,
                Optional.empty(),
                Evidence.of(Evidence.Method.PAGE),
                Caller.LINK_HOLDER);
        var result = writer.write(List.of(act), way).getFirst();
        var said = result.recorded();
        // What stood already was said by somebody else, or long ago.
        return new Stopped(Ended.CONSENTED, Optional.of(said.id()).filter(_ -> result instanceof ActResult.Created));
    }

    /** Takes back a no that was just said on a page; a fault says that it cannot be taken back any more. */
    public void undo(UUID no) {
        var act = new Act.Undo(new Addressee.OfAct(no), no, Evidence.of(Evidence.Method.PAGE), Caller.LINK_HOLDER);
        writer.write(List.of(act)).getFirst().recorded();
    }

    /**
     * Whether the address has no owner who ever said yes: somebody who only stopped messages by such a link is no new
     * owner.
     */
    private boolean isNobodys(Addressee.AtHash hash) {
        return finder.point(hash).map(point -> !hasSaidYes(point)).orElse(true);
    }

    private boolean hasSaidYes(UUID point) {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("""
                        select exists (select 1 from contact_point join consent_event using (person_id)
                            where point_id = ? and kind = 'grant')""")) {
            select.setObject(1, point);
            var row = select.executeQuery();
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw Outage.undecided("the address could not be looked up", e);
        }
    }

    /** Suppresses the address, as erasure does with a standing objection: that needs no person, and creates none. */
    private void suppress(Addressee.AtHash hash, String controller) {
        var forms = new ContactKeys.EveryForm(keys.of(hash.scheme(), hash.hash().bytes()), List.of());
        var order = new Suppressions.Suppress(
                forms, controller, Suppressions.Reason.OBJECTION, Optional.empty(), Map.of(), Caller.LINK_HOLDER);
        suppressions.write(List.of(order), Map.of());
    }
}
