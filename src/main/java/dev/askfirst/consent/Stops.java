package dev.askfirst.consent;

import dev.askfirst.person.ContactKeys;
import dev.askfirst.person.Link;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Outage;
import dev.askfirst.policy.Scope;
import dev.askfirst.policy.Word;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What a person can end from a link alone, without proving more than that they hold it. What returns is on record and in
 * force; a fault says that nothing was recorded.
 */
@ApplicationScoped
public class Stops {

    private final ActWriter writer;
    private final DataSource dataSource;
    private final ContactKeys keys;

    Stops(ActWriter writer, DataSource dataSource, ContactKeys keys) {
        this.writer = writer;
        this.dataSource = dataSource;
        this.keys = keys;
    }

    /** No more messages of the link's topic by its channel, at any of the person's addresses. */
    public void topic(Link link) {
        withdraw(link, Scope.of(link.controller(), link.topic(), link.channel()));
    }

    /** Nothing more from the link's controller that needs consent. */
    public void controller(Link link) {
        withdraw(link, Scope.of(link.controller(), Scope.ALL, Scope.ALL));
    }

    /** Nothing more from anybody that needs consent. */
    public void everything(Link link) {
        withdraw(link, Scope.EVERYTHING);
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

    private void withdraw(Link link, Scope scope) {
        var act = new Act.No(
                Word.No.Kind.WITHDRAWAL,
                link.addressee(),
                scope.controller(),
                scope.topic(),
                scope.channel(),
                passedOn(link),
                false,
                Optional.empty(),
                Evidence.of(Evidence.Method.PAGE),
                Caller.LINK_HOLDER);
        writer.write(List.of(act)).getFirst().recorded();
    }
}
