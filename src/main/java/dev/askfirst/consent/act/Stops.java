package dev.askfirst.consent.act;

import dev.askfirst.consent.contact.ErasedContacts;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
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
 * What a person can end from a link alone, without proving more than that they hold it. What returns is on record and in
 * force; a fault says that nothing was recorded. An objection at an address that was erased meanwhile becomes what it would
 * have left if it had been said before: a suppression.
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

    /** What does not come any more. */
    public enum Stopped {
        /** Of what the link is about, all that needs consent. */
        CONSENTED,
        /** Of what the link is about, whatever goes to this address. */
        ADDRESS
    }

    /** No more messages of the link's topic by its channel, at any of the person's addresses. */
    public void topic(Link link) {
        withdraw(link, Scope.of(link.controller(), link.topic(), link.channel()));
    }

    /** Nothing more from the link's controller that needs consent; at an address that is nobody's by now, nothing at all. */
    public Stopped controller(Link link) {
        return withdraw(link, Scope.of(link.controller(), Scope.ALL, Scope.ALL));
    }

    /** The same of everybody. */
    public Stopped everything(Link link) {
        return withdraw(link, Scope.EVERYTHING);
    }

    /**
     * Whether the address was taken from its person, or its person erased, since the link was sent there. Whoever has the
     * address now is perhaps somebody else: the link then speaks for the address alone, and shows nothing of theirs.
     */
    public boolean passedOn(Link link) {
        try (var connection = dataSource.getConnection()) {
            return ErasedContacts.anySince(connection, keys, link.addressee(), link.issued());
        } catch (SQLException e) {
            throw Outage.undecided("the address could not be looked up", e);
        }
    }

    private Stopped withdraw(Link link, Scope scope) {
        var passedOn = passedOn(link);
        if (passedOn && scope.isWidest() && link.addressee() instanceof Addressee.AtHash hash && isNobodys(hash)) {
            suppress(hash, scope.controller());
            return Stopped.ADDRESS;
        }
        var act = new Act.Refusal(
                ConsentStatement.Refusal.Kind.WITHDRAWAL,
                link.addressee(),
                scope.controller(),
                scope.topic(),
                scope.channel(),
                passedOn,
                false,
                Optional.empty(),
                Evidence.of(Evidence.Method.PAGE),
                Caller.LINK_HOLDER);
        writer.write(List.of(act)).getFirst().recorded();
        return Stopped.CONSENTED;
    }

    /** Nobody has it now who ever said yes: whoever only stopped something by such a link is no new owner. */
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

    /** What an objection said before the erasure would have left: it needs no person, and makes none. */
    private void suppress(Addressee.AtHash hash, String controller) {
        var forms = new ContactKeys.EveryForm(keys.of(hash.scheme(), hash.hash().bytes()), List.of());
        var order = new Suppressions.Suppress(
                forms, controller, Suppressions.Reason.OBJECTION, Optional.empty(), Map.of(), Caller.LINK_HOLDER);
        suppressions.write(List.of(order), Map.of());
    }
}
