package dev.askfirst.consent.act;

import dev.askfirst.consent.contact.ContactBook;
import dev.askfirst.consent.event.Act;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The addresses of one person: read back, and changed by acts. */
@ApplicationScoped
public class OwnContacts {

    @FunctionalInterface
    private interface Reading<R> {
        R in(Connection connection) throws SQLException;
    }

    private final DataSource dataSource;
    private final ContactPoints points;
    private final ContactKeys keys;
    private final Vault vault;
    private final ActWriter writer;

    OwnContacts(DataSource dataSource, ContactPoints points, ContactKeys keys, Vault vault, ActWriter writer) {
        this.dataSource = dataSource;
        this.points = points;
        this.keys = keys;
        this.vault = vault;
        this.writer = writer;
    }

    public List<ContactPoint> of(UUID person, Caller caller) {
        return read(connection -> points.of(connection, person, caller));
    }

    /** The contact point of this address of theirs. */
    public ContactPoint of(UUID person, Contact contact, Caller caller) {
        var point = read(connection -> new ContactBook(connection, keys, vault).find(contact));
        return of(person, caller).stream()
                .filter(it ->
                        point.filter(found -> found.point().equals(it.id())).isPresent())
                .findFirst()
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "the address was removed again"));
    }

    /** Writes an act; true if it added something. A refused act throws. */
    public boolean write(Act act) {
        return switch (writer.write(List.of(act)).getFirst()) {
            case ActResult.Created _ -> true;
            case ActResult.Unchanged _ -> false;
            case ActResult.Refused(var fault) -> throw fault;
        };
    }

    private <R> R read(Reading<R> reading) {
        try (var connection = dataSource.getConnection()) {
            return reading.in(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be read", e);
        }
    }
}
